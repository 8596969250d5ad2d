//go:build e2e

package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/article"
	"galley/annotate/bundle"
	"galley/annotate/journal"
	"galley/app/worker"
	"galley/app/worker/rulehost"
)

// BenchmarkBudgetsOfRules prints how long the news rules take over one story, natively and in the browser's worker, and over
// a thousand on the command line. TEXT names a file to take in place of the invented story.
func BenchmarkBudgetsOfRules(b *testing.B) {
	d := serve(b)
	for b.Loop() {
		measureRules(b, d)
	}
}

func measureRules(tb *testing.B, d *desk) {
	text := copyOf(tb, 21_000)
	bench := &rulehost.Local{}
	job := newsJob(tb, bench, "news", text)
	what := fmt.Sprintf("the news rules over a story of %d kB", len(text.String())/1000)
	var native []float64
	for range 25 {
		began := time.Now()
		if _, err := bench.Run(tb.Context(), job); err != nil {
			tb.Fatal(err)
		}
		native = append(native, float64(time.Since(began).Microseconds())/1000)
	}
	line(what+", natively", "50 ms", "%.0f ms (median of 20, warm)", middle(native[5:]))

	request, err := json.Marshal(worker.Request{ID: 1, Run: &job})
	if err != nil {
		tb.Fatal(err)
	}
	p := start(tb, d.origin(), tb.TempDir(), 1280, 900)
	p.firstVisit("Ana")
	eval[bool](p, `(globalThis.rulesWorker = new Worker(galleySite.assets + "worker.js", {name: "galley-rules"}),
		globalThis.rulesRequest = new TextEncoder().encode(`+quote(string(request))+`), true)`)
	var took []float64
	for range 16 { // one at a time, so that a slow machine is told as slow
		took = append(took, eval[float64](p, `new Promise((r, no) => {
			const t = performance.now();
			rulesWorker.onmessage = (e) => JSON.parse(new TextDecoder().decode(e.data[0])).error ? no(new Error("the worker failed")) : r(performance.now() - t);
			rulesWorker.onerror = no;
			rulesWorker.postMessage(rulesRequest.slice());
		})`))
	}
	line(what+", in the worker", "400 ms", "%.0f ms (median of 11, warm; the first %.0f ms)", middle(took[5:]), took[0])

	measureRunaway(p)
	measureSettling(tb, d)

	const articles = 1000
	dir := tb.TempDir()
	in := filepath.Join(dir, "many.galley.jsonl")
	recs := []journal.Record{{Project: &annotate.Project{ID: "many", Name: "Many", Scheme: "galley-news@1", Preset: "standard"}}}
	for i := range articles {
		t := copyOf(tb, 3000+i%7*300)
		doc := annotate.NewDocument(annotate.DocID(fmt.Sprintf("m%04d", i)), fmt.Sprintf("Story %d", i), t)
		doc.Order, doc.Lang, doc.Blocks = i, "en", article.Blocks(t)
		recs = append(recs, journal.Record{Document: &doc})
	}
	var out bytes.Buffer
	if err := bundle.Write(&out, recs); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(in, out.Bytes(), 0o644); err != nil {
		tb.Fatal(err)
	}
	began := time.Now()
	cmd := exec.Command(galley(tb), "suggest", in, "--rules", "news", "-o", filepath.Join(dir, "out.galley.jsonl"))
	if said, err := cmd.CombinedOutput(); err != nil {
		tb.Fatalf("%v: %s", err, said)
	}
	wall := time.Since(began).Seconds()
	busy := (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	line(fmt.Sprintf("galley suggest over %d articles of %d kB", articles, out.Len()/articles/1000), "", "%.1f s, %.1f of %d cores at work", wall, busy/wall, runtime.NumCPU())
}

// measureSettling prints how long a key takes that accepts one suggestion of thousands and goes on to the next.
func measureSettling(tb testing.TB, d *desk) {
	b := start(tb, d.origin(), tb.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	text := "A megabyte of copy\n\n" + copyOf(tb, 1_000_000).String()
	b.drop(file{name: "long.txt", data: []byte(text)})
	b.opened("A megabyte of copy")
	b.saved()
	b.keys("V")
	b.waitFor("suggestions", `/\d+ wait here/.test(document.body.innerText)`)
	waiting := eval[string](b, `document.body.innerText.match(/(\d+) wait here/)[1]`)
	b.saved()
	watchPresses(b)
	b.keys(")")
	for range 40 {
		b.keys("Y")
		time.Sleep(300 * time.Millisecond)
	}
	whole, work, next := presses(b, "Y")
	what := fmt.Sprintf("key press to the next suggestion, of %s that wait in an article of %d kB, p95 of 40", waiting, len(text)/1000)
	line(what, "16 ms", "%.1f ms (median %.1f); without the wait for the screen's turn %.1f (%.1f); %d of %d in the next frame",
		whole[len(whole)*95/100], middle(whole), work[len(work)*95/100], middle(work), next, len(whole))
	b.close()
}

// measureRunaway prints how the page's frames come while a rule runs in its worker that does not end.
func measureRunaway(p *browser) {
	p.drop(file{name: "bridge.txt", data: []byte(story)})
	p.opened("Swing bridge to reopen")
	p.keys("H")
	p.press(`#pencil .rules .actions .button`)
	p.ruleSays("my-rule 1")
	p.writes(endless)
	frames := eval[[]float64](p, `new Promise((done) => {
		const all = [];
		let last = performance.now();
		const look = (now) => {
			all.push(now - last);
			last = now;
			document.querySelector("#rule-says").innerText.includes("was ended") ? done(all) : requestAnimationFrame(look);
		};
		requestAnimationFrame(look);
	})`)
	total, slowest := 0.0, 0.0
	for _, f := range frames {
		total, slowest = total+f, max(slowest, f)
	}
	line("frames of the page beside a rule that does not end", "60 a second", "%.0f a second, the slowest %.0f ms", 1000*float64(len(frames))/total, slowest)
}

// copyOf is an invented wire story of about n bytes, or the text that TEXT names.
func copyOf(tb testing.TB, n int) annotate.Text {
	tb.Helper()
	if name := os.Getenv("TEXT"); name != "" {
		data, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		t, err := annotate.Canonical(data)
		if err != nil {
			tb.Fatal(err)
		}
		return t
	}
	var s strings.Builder
	s.WriteString("PORTVALE (CP) — The harbour board will “immediately” close the old pier, port director Lena Osk said Monday after talks with the ferrymen.\n")
	for i := range n / 2500 {
		fmt.Fprintf(&s, "Port director Lena Osk, left, speaks to reporters as ferryman Jan Roe, right, looks on during meeting %d at the Town House in Portvale, Monday, May %d, 2026. (CP Photo/Ida Holm)\n", i+1, i+1)
	}
	for i := 0; s.Len() < n; i++ {
		fmt.Fprintf(&s, "“The ferry will not sail before spring,” Osk said in a statement. “We know what that means for the %d families who live from it.”\n", 40+i)
		fmt.Fprintf(&s, "Jan Roe, a spokesman for the ferrymen, told reporters that fares had risen by %d%% since 2019 and that the board “never listened.” He added that two people had been hurt on the pier last year.\n", 4+i)
		fmt.Fprintf(&s, "According to a report by the harbour office, the pier, which was built in 19%02d, would cost $%d million to mend because the piles have rotted. The board met on Tuesday and did not vote.\n", i%90, i+2)
	}
	return annotate.NewText(s.String())
}
