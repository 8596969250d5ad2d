package export_test

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/export"

	"pgregory.net/rapid"
)

// A format says which choices mean something to it: those, and no others, change what it writes.
func TestFormatsTakeWhatTheySay(t *testing.T) {
	choices := map[string]func(*export.Options){
		"tokenizer": func(o *export.Options) { o.Tokenizer = export.Whitespace },
		"overlap":   func(o *export.Options) { o.Overlap = export.FlattenOverlap },
		"soft":      func(o *export.Options) { o.Soft = true },
		"prompt":    func(o *export.Options) { o.Prompt = "Mark what is said." },
	}
	for _, f := range formats() {
		for _, choice := range f.Takes {
			if choices[choice] == nil {
				t.Errorf("%s takes %q, which is no choice", f.Name, choice)
			}
		}
		if !f.Writes() {
			continue
		}
		for choice, set := range choices {
			job := export.Job{Records: nasty(), Layer: "ana"}
			plain, _ := exported(t, f, job)
			set(&job.Options)
			chosen, _ := exported(t, f, job)
			if changed := !equal(contents(plain), contents(chosen)); changed != slices.Contains(f.Takes, choice) {
				t.Errorf("%s: the choice of %s changes what is written: %t", f.Name, choice, changed)
			}
		}
	}
}

func equal(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for name, data := range a {
		if b[name] != data {
			return false
		}
	}
	return true
}

// What is shown before an export is what is in it.
func TestLook(t *testing.T) {
	for _, f := range formats() {
		if !f.Writes() {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				job := export.Job{Records: genProject(rt), Options: genOptions(rt)}
				if rapid.Bool().Draw(rt, "split") {
					splits, err := export.Deal(job, export.SplitOptions{Seed: rapid.Uint64().Draw(rt, "seed")})
					if err != nil {
						rt.Fatal(err)
					}
					job.Splits = splits
				}
				look, err := f.Look(job, 2, nil)
				if err != nil {
					rt.Fatal(err)
				}
				m, loss := exported(rt, f, job)
				if look.Loss.String() != loss.String() {
					rt.Errorf("told %q, lost %q", look.Loss, loss)
				}
				for i, h := range look.Head {
					data := string(m.Bytes(m.Names[i]))
					if !strings.HasPrefix(data, h.Text) || !h.Cut && h.Text != "" && h.Text != data || h.Cut != (len(data) > 1500) {
						rt.Errorf("%s begins %q (cut: %t), shown as %q", m.Names[i], data[:min(len(data), 200)], h.Cut, h.Text)
					}
				}
				docs, err := job.Documents()
				if err != nil {
					rt.Fatal(err)
				}
				count, n, shown := map[annotate.Label]int{}, 0, 0
				for doc := range docs {
					n++
					spans := 0
					for _, l := range doc.Layers {
						for s := range l.Spans() {
							count[s.Label]++
							spans++
						}
					}
					if spans == 0 || shown == 2 {
						continue
					}
					var text strings.Builder
					marked := false
					for _, p := range look.Samples[shown].Pieces {
						text.WriteString(p.Text)
						marked = marked || len(p.Labels) > 0
					}
					if look.Samples[shown].ID != doc.ID || !marked || !strings.Contains(doc.Text.String(), text.String()) {
						rt.Errorf("%q is shown as %+v", doc.Text, look.Samples[shown])
					}
					shown++
				}
				if look.Documents != n || len(look.Samples) != shown {
					rt.Errorf("%d documents and %d samples, want %d and %d", look.Documents, len(look.Samples), n, shown)
				}
				of := 0
				for _, p := range look.Parts {
					of += p.Documents
				}
				for _, l := range look.Labels {
					sum := 0
					for _, k := range l.Parts {
						sum += k
					}
					if l.Spans != count[l.Label] || sum != l.Spans || len(l.Parts) != len(look.Parts) {
						rt.Errorf("%s is counted %+v, want %d", l.Label, l, count[l.Label])
					}
					delete(count, l.Label)
				}
				if of != n || len(count) > 0 {
					rt.Errorf("%d of %d documents are in a part; labels not counted: %v", of, n, count)
				}
			})
		})
	}
}
