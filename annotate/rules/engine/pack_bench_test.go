package engine_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	loader "galley/annotate/article"
	"galley/annotate/rules"
	"galley/annotate/rules/engine"
	"galley/annotate/schemes"
)

// wire is an invented wire story of about 21 kB: a dateline, a gallery printed twice, and copy that is half quotations.
func wire() string {
	var b strings.Builder
	b.WriteString("PORTVALE (CP) — The harbour board will “immediately” close the old pier, port director Lena Osk said Monday after talks with the ferrymen.\n")
	gallery := func() {
		b.WriteString("Click to Gallery\n")
		for i := range 8 {
			fmt.Fprintf(&b, "Port director Lena Osk, left, speaks to reporters as ferryman Jan Roe, right, looks on during meeting %d at the Town House in Portvale, Freedonia, Monday, May %d, 2026. (CP Photo/Ida Holm)\n", i+1, i+1)
		}
	}
	gallery()
	for i := 0; b.Len() < 18_500; i++ {
		fmt.Fprintf(&b, "“The ferry will not sail before spring,” Osk said in a statement. “We know what that means for the %d families who live from it.”\n", 40+i)
		fmt.Fprintf(&b, "Jan Roe, a spokesman for the ferrymen, told reporters that fares had risen by %d%% since 2019 and that the board “never listened.” He added that two people had been hurt on the pier last year.\n", 4+i)
		fmt.Fprintf(&b, "According to a report by the harbour office, the pier, which was built in 19%02d, would cost $%d million to mend because the piles have rotted. The board met on Tuesday and did not vote.\n", i%90, i+2)
	}
	gallery()
	b.WriteString("Holm reported from Ely. Jan Doe in Velden contributed to this report.\n")
	return b.String()
}

// story is what the pack is timed over, in English: an invented story, or the text that TEXT names.
func story(b *testing.B) engine.Document {
	data := []byte(wire())
	if name := os.Getenv("TEXT"); name != "" {
		var err error
		if data, err = os.ReadFile(name); err != nil {
			b.Fatal(err)
		}
	}
	text, err := annotate.Canonical(data)
	if err != nil {
		b.Fatal(err)
	}
	d := article(text.String())
	d.Lang, d.Blocks, d.Scheme = "en", loader.Blocks(d.Text), schemes.Default()
	return d
}

// BenchmarkNews runs all rules of the news pack over one story, on all cores, as galley suggest and the desk's native host do.
func BenchmarkNews(b *testing.B) {
	pack := news(b)
	d := story(b)
	run := func(b *testing.B, pack []*engine.Rule) {
		for b.Loop() {
			read := engine.ReadOnce()
			found, err := engine.Batch(b.Context(), len(pack), func(i int) []rules.Report {
				return []rules.Report{pack[i].Run(b.Context(), d, engine.Options{Grammar: read})}
			}, nil)
			if err != nil {
				b.Fatal(err)
			}
			for _, report := range slices.Concat(found...) {
				if report.Stop != nil {
					b.Fatal(report.Stop)
				}
			}
		}
	}
	b.Run("pack", func(b *testing.B) { b.SetBytes(int64(len(d.Text.String()))); run(b, pack) })
	for _, r := range pack {
		b.Run(strings.TrimPrefix(r.Name, "news-"), func(b *testing.B) { run(b, []*engine.Rule{r}) })
	}
}
