package export_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/export"
	"galley/export/parquet"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// formats are those of this package, and those that stand apart for their weight.
func formats() []export.Format { return append(export.Formats(), parquet.Formats()...) }

// The laws of every format, tried on projects of the ugliest text we know.
func TestFormatLaws(t *testing.T) {
	for _, f := range formats() {
		if !f.Writes() {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			draws := 0
			rapid.Check(t, func(rt *rapid.T) {
				recs := genProject(rt)
				if draws++; testing.Short() && draws%5 != 0 {
					return // under the race detector, and in the browser's Go, a fifth will do
				}
				job := export.Job{Records: recs, Options: genOptions(rt)}
				first, loss := exported(rt, f, job)
				turned := slices.Clone(recs)
				slices.Reverse(turned)
				again, _ := exported(rt, f, export.Job{Records: turned, Options: job.Options})
				if d := cmp.Diff(contents(first), contents(again)); d != "" {
					rt.Fatalf("equal projects, other bytes (-first +second):\n%s", d)
				}
				leafed, _ := exported(rt, f, leafedJob(rt, recs, job.Options))
				if d := cmp.Diff(contents(first), contents(leafed)); d != "" {
					rt.Fatalf("read one article at a time, other bytes (-whole +leafed):\n%s", d)
				}
				if dry, err := f.Loss(job); err != nil || dry.String() != loss.String() {
					rt.Fatalf("the loss told before writing is %q (%v), after it %q", dry, err, loss)
				}
				if f.Surfaces == nil {
					return
				}
				var words []string
				for _, name := range first.Names {
					if err := f.Surfaces(first, name, func(place, w string) {
						if f.Name != export.SpaCy.Name || !strings.Contains(place, "entities") { // what stands there stands among the spans too
							words = append(words, w)
						}
					}); err != nil {
						rt.Fatal(err)
					}
				}
				if !f.Reads() {
					return
				}
				in := imported(rt, f, first)
				got := marks(in)
				wrote := count(words)
				if f.Name == export.LabelStudio.Name { // what a rule proposed is written as a prediction too
					for w := range wrote {
						wrote[w] = count(wordsOf(got))[w]
					}
				}
				if d := cmp.Diff(wrote, count(wordsOf(got))); d != "" {
					rt.Fatalf("read other words than were written (-written +read):\n%s", d)
				}
				if f.Name == export.SpaCy.Name {
					return // it knows no articles either, nor annotators
				}
				if spans := marks(recs); len(loss) == 0 && job.Labels == nil && job.Origin == "" && !job.Pseudonyms {
					if d := cmp.Diff(count(spans), count(got)); d != "" {
						rt.Fatalf("nothing was lost, and yet (-project +read):\n%s", d)
					}
					if d := cmp.Diff(count(links(recs)), count(links(in))); d != "" {
						rt.Fatalf("no relation was lost, and yet (-project +read):\n%s", d)
					}
				}
				if f.Name == export.CoNLLPlain.Name {
					return // it knows no articles: two of the same words become one, with the marks of both
				}
				splits, err := export.Deal(job, export.SplitOptions{Seed: 1})
				if err != nil {
					rt.Fatal(err)
				}
				if parts := job; len(splits.Documents) > 0 {
					parts.Splits = splits
					dealt, _ := exported(rt, f, parts)
					if d := cmp.Diff(count(got), count(marks(importedParts(rt, f, dealt)))); d != "" {
						rt.Fatalf("dealt to parts, and read as one (-whole +parts):\n%s", d)
					}
				}
				job.Records, job.Labels, job.Origin, job.Pseudonyms = in, nil, "", false
				second, _ := exported(rt, f, job)
				if d := cmp.Diff(count(got), count(marks(imported(rt, f, second)))); d != "" {
					rt.Fatalf("what was read once is not what is read twice (-once +twice):\n%s", d)
				}
			})
		})
	}
}

// Every format says what it is, what it counts and who checks it.
func TestFormatsAreDescribed(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range formats() {
		if seen[f.Name] || f.Name != strings.ToLower(f.Name) || f.Title == "" || !strings.HasPrefix(f.Ext, ".") {
			t.Errorf("%q, titled %q with files %q, is no description", f.Name, f.Title, f.Ext)
		}
		seen[f.Name] = true
		if !slices.Contains([]string{"codepoint", "utf16", "byte", "token", "none"}, f.Unit) {
			t.Errorf("%s counts in %q", f.Name, f.Unit)
		}
		if f.Write != nil && f.WriteFiles != nil || f.Read != nil && f.ReadFiles != nil {
			t.Errorf("%s is of one file and of several", f.Name)
		}
		if f.Writes() && f.Surfaces == nil && f.Unit != "none" {
			t.Errorf("%s writes offsets that nobody checks", f.Name)
		}
	}
}

// What each format makes of the shared text, for a reader to judge. Parquet is no text, and holds what JSONL does.
func TestFormatGolden(t *testing.T) {
	for _, f := range export.Formats() {
		if !f.Writes() {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			m, loss := exported(t, f, export.Job{Records: example(), Layer: "a1"})
			var b strings.Builder
			fmt.Fprintf(&b, "left out or changed: %s\n", loss)
			for _, name := range m.Names {
				fmt.Fprintf(&b, "-- %s --\n%s", name, m.Bytes(name))
			}
			golden(t, "format-"+f.Name+".txtar", []byte(b.String()))
		})
	}
}

// A format that writes a wrong offset is found out, and so is one that leaves a mark out without a word.
func TestSelfCheck(t *testing.T) {
	for _, tt := range []struct{ old, new, want string }{
		{`"start":26`, `"start":25`, `line 1, spans[2].parts[0]: span "S1" of document "ex1" covers " Kim" there, not "Kim": nothing was exported`},
		{`,{"id":"M1"`, `],"was":[{"id":"M1"`, `is not there: nothing was exported`},
	} {
		f := export.JSONL
		write := f.Write
		f.Write = nil
		f.WriteFiles = func(s export.Sink, j export.Job) (export.Loss, error) {
			var b bytes.Buffer
			loss, err := write(&b, j)
			if err != nil {
				return nil, err
			}
			bad := strings.ReplaceAll(b.String(), tt.old, tt.new)
			bad = strings.Replace(bad, `"text":"Kim"`, `"text":" Kim"`, strings.Count(tt.new, "25"))
			w, err := s.Create("train.jsonl")
			if err != nil {
				return nil, err
			}
			_, err = w.Write([]byte(bad))
			return loss, err
		}
		_, err := f.Export(new(export.Memory), "train", export.Job{Records: example(), Layer: "a1"})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("got %v, want %s", err, tt.want)
		}
	}
}

func genOptions(t *rapid.T) export.Options {
	return export.Options{
		Labels:     rapid.SampledFrom([][]annotate.Label{nil, nil, {"claim", "source"}}).Draw(t, "labels"),
		Origin:     rapid.SampledFrom(append(export.Origins(), "", "")).Draw(t, "origin"),
		Negatives:  rapid.SampledFrom(export.NegativeChoices()).Draw(t, "negatives"),
		Pseudonyms: rapid.Bool().Draw(t, "pseudonyms"),
		Tokenizer:  rapid.SampledFrom(export.Tokenizers()).Draw(t, "tokenizer"),
		Overlap:    rapid.SampledFrom(export.Overlaps()).Draw(t, "overlap"),
	}
}

type fataler interface {
	Helper()
	Fatal(...any)
}

func exported(t fataler, f export.Format, j export.Job) (*export.Memory, export.Loss) {
	t.Helper()
	m := new(export.Memory)
	loss, err := f.Export(m, "train", j)
	if err != nil {
		t.Fatal(err)
	}
	return m, loss
}

func contents(m *export.Memory) map[string]string {
	out := map[string]string{}
	for _, n := range m.Names {
		out[n] = string(m.Bytes(n))
	}
	return out
}

// imported reads what was exported, as one would a folder or each file of it.
func imported(t fataler, f export.Format, m *export.Memory) []journal.Record {
	t.Helper()
	var in export.Imported
	var err error
	if f.ReadFiles != nil {
		in, err = f.ReadFiles(archived(t, m), export.ReadOptions{})
	} else {
		in, err = f.Read(m.Names[0], bytes.NewReader(m.Bytes(m.Names[0])), export.ReadOptions{})
	}
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Notes) > 0 {
		t.Fatal(in.Notes)
	}
	return in.Records
}

// importedParts reads a split: as one folder, or file by file.
func importedParts(t fataler, f export.Format, m *export.Memory) (out []journal.Record) {
	if f.ReadFiles != nil {
		return imported(t, f, m)
	}
	for _, name := range m.Names {
		if export.Companion(name) {
			continue
		}
		in, err := f.Read(name, bytes.NewReader(m.Bytes(name)), export.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, in.Records...)
	}
	return out
}

func archived(t fataler, m *export.Memory) fs.FS {
	t.Helper()
	var b bytes.Buffer
	if err := m.WriteZip(&b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// marks says every part of every span in words: whose, on which document, where, with which attributes and rule, and what.
func marks(recs []journal.Record) []string {
	var out []string
	docs, err := export.Job{Records: recs}.Documents()
	if err != nil {
		panic(err)
	}
	for m := range docs {
		for _, l := range m.Layers {
			for s := range l.Spans() {
				more := ""
				for _, a := range s.Attrs {
					more += fmt.Sprintf(" %s=%q", a.Name, a.Value)
				}
				if s.Origin != nil {
					more += fmt.Sprintf(" by %s@%s %v", s.Origin.Rule, s.Origin.Version, s.Origin.Score)
				}
				for _, r := range s.Ranges {
					out = append(out, fmt.Sprintf("%s %s %s %v%s|%s", l.Annotator, m.ID, s.Label, r, more, m.Text.Slice(r)))
				}
			}
		}
	}
	return out
}

// links says every relation in words: whose, between what.
func links(recs []journal.Record) []string {
	var out []string
	docs, err := export.Job{Records: recs}.Documents()
	if err != nil {
		panic(err)
	}
	for m := range docs {
		for _, l := range m.Layers {
			for _, r := range l.Relations() {
				head, _ := l.Span(r.Head)
				tail, _ := l.Span(r.Tail)
				out = append(out, fmt.Sprintf("%s %s %s %v → %v", l.Annotator, m.ID, r.Label, head.Ranges, tail.Ranges))
			}
		}
	}
	return out
}

func wordsOf(marks []string) []string {
	var out []string
	for _, m := range marks {
		_, words, _ := strings.Cut(m, "|")
		out = append(out, words)
	}
	return out
}

func count(words []string) map[string]int {
	out := map[string]int{}
	for _, w := range words {
		out[w]++
	}
	return out
}
