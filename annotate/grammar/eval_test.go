//go:build eval

package grammar_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"galley/annotate"
	"galley/annotate/article"
	"galley/annotate/grammar"
)

// TestEval prints how well reported speech is found, as a Markdown table. It asserts nothing: the figures are for people.
// CORPUS names a .jsonl file, or a folder of them, whose lines hold "id", "text", "spans" (id, label, start, end in code
// points; quote, source, cue) and "relations" (attribution: quote, source, cue, kind). PREDICTIONS names a file to write what
// was found to, in the same form; MISSES=1 prints what was not found, and what was found and is not in the gold.
//
// Span edges are trimmed of white space, punctuation and quotation marks first. exact: same start and end. overlap: shares a
// character with a span of its label. A speaker is right when a source found for a quotation shares a character with a
// gold one.
func TestEval(t *testing.T) {
	corpus := os.Getenv("CORPUS")
	if corpus == "" {
		t.Fatal("CORPUS is not set: make eval CORPUS=folder")
	}
	names, err := filepath.Glob(filepath.Join(corpus, "*.jsonl"))
	if err != nil || len(names) == 0 {
		names = []string{corpus}
	}
	var gold, found []doc
	for _, name := range names {
		for _, d := range readDocs(t, name) {
			gold = append(gold, d)
			found = append(found, predict(d))
		}
	}
	if name := os.Getenv("PREDICTIONS"); name != "" {
		writeDocs(t, name, found)
	}
	fmt.Println("| what | gold | found | exact P | R | F1 | overlap P | R | F1 |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
	for _, row := range []struct {
		name, label string
		kinds       []string
	}{{"content", "quote", nil}, {"direct and mixed content", "quote", []string{"direct", "mixed"}}, {"cue", "cue", nil}, {"source", "source", nil}} {
		var s spanScore
		for i := range gold {
			s.add(gold[i].text(), gold[i], found[i], row.label, row.kinds)
		}
		fmt.Println(s.row(row.name))
	}
	var l linkScore
	for i := range gold {
		l.add(gold[i], found[i])
	}
	fmt.Println(l.rows())
	if os.Getenv("MISSES") != "" {
		for i := range gold {
			misses(gold[i], found[i])
		}
	}
}

type doc struct {
	ID        string     `json:"id"`
	Lang      string     `json:"lang,omitempty"`
	Text      string     `json:"text"`
	Spans     []span     `json:"spans"`
	Relations []relation `json:"relations"`
}

type span struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	annotate.Range
}

type relation struct {
	Label  string   `json:"label"`
	Quote  []string `json:"quote"`
	Source []string `json:"source"`
	Cue    []string `json:"cue"`
	Kind   string   `json:"kind,omitempty"`
}

func readDocs(t *testing.T, name string) (docs []doc) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var d doc
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		d.trim()
		docs = append(docs, d)
	}
	return docs
}

func writeDocs(t *testing.T, name string, docs []doc) {
	t.Helper()
	var b strings.Builder
	for _, d := range docs {
		line, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(line)
		b.WriteByte('\n')
	}
	if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// predict analyses a document, in the form of the gold.
func predict(d doc) doc {
	text := annotate.NewText(d.Text)
	out := doc{ID: d.ID, Text: d.Text, Spans: []span{}, Relations: []relation{}}
	have := map[span]string{}
	add := func(label string, ranges []annotate.Range) (ids []string) {
		for _, r := range ranges {
			key := span{Label: label, Range: r}
			if have[key] == "" {
				have[key] = fmt.Sprintf("%s%d", label[:1], len(out.Spans))
				out.Spans = append(out.Spans, span{have[key], label, r})
			}
			ids = append(ids, have[key])
		}
		return ids
	}
	for _, a := range grammar.Analyze(text, article.Blocks(text), "en").Attributions {
		out.Relations = append(out.Relations, relation{"attribution", add("quote", a.Content), add("source", a.Source), add("cue", a.Cue), a.Kind})
	}
	out.trim()
	return out
}

const edge = " \t\n\r\u00a0.,;:!?-–—\"'“”„‘’«»()[]"

// trim takes punctuation off the edges of all spans that are not punctuation alone.
func (d *doc) trim() {
	text := []rune(d.Text)
	for i := range d.Spans {
		r := d.Spans[i].Range
		for r.From < r.To && strings.ContainsRune(edge, text[r.From]) {
			r.From++
		}
		for r.To > r.From && strings.ContainsRune(edge, text[r.To-1]) {
			r.To--
		}
		if r.From < r.To {
			d.Spans[i].Range = r
		}
	}
}

func (d doc) text() annotate.Text { return annotate.NewText(d.Text) }

func (d doc) byID(ids []string) (out []annotate.Range) {
	for _, s := range d.Spans {
		if slices.Contains(ids, s.ID) {
			out = append(out, s.Range)
		}
	}
	return out
}

func (d doc) ranges(label string, ids map[string]bool) (out []annotate.Range) {
	for _, s := range d.Spans {
		if s.Label == label && (ids == nil || ids[s.ID]) && !slices.Contains(out, s.Range) {
			out = append(out, s.Range)
		}
	}
	return out
}

func touches(r annotate.Range, others []annotate.Range) bool {
	return slices.ContainsFunc(others, r.Overlaps)
}

// A spanScore counts spans of one label.
type spanScore struct{ gold, found, exact, foundHit, goldHit int }

// add counts one document. With kinds only the gold attributions of these are asked for: to find the others costs nothing.
func (s *spanScore) add(_ annotate.Text, gold, found doc, label string, kinds []string) {
	var want, ignored map[string]bool
	if kinds != nil {
		want, ignored = map[string]bool{}, map[string]bool{}
		for _, r := range gold.Relations {
			for _, id := range slices.Concat(r.Quote, r.Source, r.Cue) {
				if slices.Contains(kinds, r.Kind) {
					want[id] = true
				} else {
					ignored[id] = true
				}
			}
		}
		for id := range want {
			delete(ignored, id)
		}
	}
	g, f := gold.ranges(label, want), found.ranges(label, nil)
	if kinds != nil {
		skip := gold.ranges(label, ignored)
		f = slices.DeleteFunc(f, func(r annotate.Range) bool { return !touches(r, g) && touches(r, skip) })
	}
	s.gold += len(g)
	s.found += len(f)
	for _, r := range g {
		if slices.Contains(f, r) {
			s.exact++
		}
		if touches(r, f) {
			s.goldHit++
		}
	}
	for _, r := range f {
		if touches(r, g) {
			s.foundHit++
		}
	}
}

func (s *spanScore) row(name string) string {
	return fmt.Sprintf("| %s | %d | %d | %s | %s |", name, s.gold, s.found, prf(s.exact, s.found, s.exact, s.gold), prf(s.foundHit, s.found, s.goldHit, s.gold))
}

func prf(right, found, hit, gold int) string {
	p, r, f := 0.0, 0.0, 0.0
	if found > 0 {
		p = float64(right) / float64(found)
	}
	if gold > 0 {
		r = float64(hit) / float64(gold)
	}
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return fmt.Sprintf("%.3f | %.3f | %.3f", p, r, f)
}

// A linkScore counts quotations whose speaker was found.
type linkScore struct{ gold, pred, found, right, rightPred int }

func (l *linkScore) add(gold, found doc) {
	type link struct{ quote, source []annotate.Range }
	links := func(d doc, all bool) (out []link) {
		for _, r := range d.Relations {
			if len(r.Quote) > 0 && (all || len(r.Source) > 0) && r.Label == "attribution" {
				out = append(out, link{d.byID(r.Quote), d.byID(r.Source)})
			}
		}
		return out
	}
	want := links(gold, false)
	for _, w := range want {
		l.gold++
		best, sizes := 0, []int{}
		candidates := links(found, true)
		for _, c := range candidates {
			n := 0
			for _, x := range w.quote {
				for _, y := range c.quote {
					n += max(0, int(min(x.To, y.To)-max(x.From, y.From)))
				}
			}
			sizes = append(sizes, n)
			best = max(best, n)
		}
		if best == 0 {
			continue
		}
		l.found++
		for i, c := range candidates {
			if sizes[i] > 0 && 2*sizes[i] >= best && slices.ContainsFunc(c.source, func(r annotate.Range) bool { return touches(r, w.source) }) {
				l.right++
				break
			}
		}
	}
	for _, c := range links(found, false) {
		l.pred++
		for _, w := range want {
			if slices.ContainsFunc(c.quote, func(r annotate.Range) bool { return touches(r, w.quote) }) && slices.ContainsFunc(c.source, func(r annotate.Range) bool { return touches(r, w.source) }) {
				l.rightPred++
				break
			}
		}
	}
}

func (l *linkScore) rows() string {
	return fmt.Sprintf("| whole link | %d | %d | | | | %s |\n\nQuotations found: %.3f of %d. Speaker right: %.3f of those found.", l.gold, l.pred,
		prf(l.rightPred, l.pred, l.right, l.gold), float64(l.found)/float64(max(1, l.gold)), l.gold, float64(l.right)/float64(max(1, l.found)))
}

// misses prints the differences of one document.
func misses(gold, found doc) {
	text := gold.text()
	line := func(r annotate.Range) string {
		return strings.Map(func(c rune) rune {
			if unicode.IsControl(c) {
				return '/'
			}
			return c
		}, text.Slice(r))
	}
	show := func(d doc, r relation) string {
		var b strings.Builder
		for _, list := range [][]string{r.Source, r.Cue, r.Quote} {
			for _, x := range d.byID(list) {
				fmt.Fprintf(&b, "[%s] ", line(x))
			}
			b.WriteString("| ")
		}
		return b.String()
	}
	fmt.Println("==", gold.ID)
	for _, r := range gold.Relations {
		if r.Label != "attribution" {
			continue
		}
		q := gold.byID(r.Quote)
		mark := "MISS  "
		for _, f := range found.Relations {
			x := found.byID(f.Quote)
			if slices.Equal(x, q) {
				mark = "exact "
				if s := gold.byID(r.Source); len(s) > 0 && !slices.ContainsFunc(found.byID(f.Source), func(y annotate.Range) bool { return touches(y, s) }) {
					mark = "SOURCE"
				}
				break
			}
			if slices.ContainsFunc(x, func(y annotate.Range) bool { return touches(y, q) }) && mark == "MISS  " {
				mark = "near  "
			}
		}
		fmt.Println(mark, r.Kind, show(gold, r))
	}
	for _, f := range found.Relations {
		q := found.byID(f.Quote)
		exact := false
		for _, r := range gold.Relations {
			exact = exact || slices.Equal(q, gold.byID(r.Quote))
		}
		if !exact {
			fmt.Println("  found", f.Kind, show(found, f))
		}
	}
}
