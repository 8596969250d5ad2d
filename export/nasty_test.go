package export_test

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/export"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"
)

// ugly is every trouble that offsets have met: emoji of one and of several characters, flags, combining marks, text from
// right to left, a line that a mark runs over, and words that notations use themselves.
const ugly = "📈 “Inflation fell to 2%,” Kim said, “but it’s no win.”\n" +
	"🇵🇪 El ministro José Nu\u0301ñez habló.\n\n" +
	"👩‍👩‍👧‍👦 The family of Ngũgĩ left, NA | T1 said _ [x] -> *.\n" +
	"قالت الوزيرة: “لن نعود” قبل الظهر.\n"

// at returns the ranges of words, each sought behind the one before.
func at(t annotate.Text, words ...string) (out []annotate.Range) {
	from := 0
	for _, w := range words {
		i := strings.Index(t.String()[from:], w)
		if i < 0 {
			panic("not in the text: " + w)
		}
		a, _ := t.FromByte(annotate.Byte(from + i))
		b, _ := t.FromByte(annotate.Byte(from + i + len(w)))
		out = append(out, annotate.Range{From: a, To: b})
		from += i + len(w)
	}
	return out
}

// nasty is a project over that text: overlaps, nesting, parts, relations, attributes, two annotators, and one article that
// nobody has marked.
func nasty() []journal.Record {
	text := annotate.NewText(ugly)
	doc := annotate.NewDocument("ugly/1", "Ugly “one”", text)
	doc.Lang, doc.Order, doc.Meta = "en", 1, []annotate.Field{{Name: "desk", Value: "economy, NA"}, {Name: "url", Value: "https://example.org/1"}}
	plain := annotate.NewDocument("plain", "", annotate.NewText("Nothing is marked here.\n"))
	plain.Order = 2
	c := journal.Clock{Actor: "a1-page"}
	on := func(a annotate.Annotator, tx ...annotate.Op) journal.Record {
		e := c.Next(journal.Stream{Doc: doc.ID, Layer: a}, 1767225600000, tx)
		return journal.Record{Entry: &e}
	}
	span := func(id annotate.SpanID, label annotate.Label, attrs annotate.Attrs, words ...string) annotate.Op {
		return annotate.AddSpan{Span: annotate.Span{ID: id, Label: label, Ranges: at(text, words...), Attrs: attrs}}
	}
	link := func(id annotate.SpanID, label annotate.Label, head, tail annotate.SpanID, attrs annotate.Attrs) annotate.Op {
		return annotate.AddRelation{Relation: annotate.Relation{ID: id, Label: label, Head: head, Tail: tail, Attrs: attrs}}
	}
	econ, done := "economy & <trade>", string(annotate.Done)
	suggested := annotate.AddSpan{Span: annotate.Span{
		ID: "M2", Label: "claim", Ranges: at(text, "fell to 2%,” Kim"), Origin: &annotate.Origin{Rule: "figures", Version: "1", Score: 0.5},
	}}
	return []journal.Record{
		{Project: &annotate.Project{ID: "p", Name: "Ugly", Scheme: "galley-news@1"}},
		{Document: &doc}, {Document: &plain},
		on("ana",
			span("C1", "content", annotate.Attrs{{Name: "directness", Value: "direct"}}, "“Inflation fell to 2%,”", "“but it’s no win.”"),
			span("S1", "source", nil, "Kim"), span("Q1", "cue", nil, "said"),
			span("M1", "claim", annotate.Attrs{{Name: "check_worthy", Value: "yes"}, {Name: "note", Value: "see the table\nand T1 | x"}}, "Inflation fell to 2%"),
			suggested,
			span("S2", "source", nil, "José Nu\u0301ñez"), span("F1", "flag of", nil, "🇵🇪"),
			span("L1", "two lines", nil, "habló.\n\n👩‍👩‍👧‍👦 The family"),
			span("N1", "na", annotate.Attrs{{Name: "kind of", Value: "a|b [c] _ * -> \\ ; NA"}}, "NA | T1", "_ [x] -> *"),
			span("S3", "source", nil, "الوزيرة"), span("C2", "content", nil, "“لن نعود”"),
			link("R1", "source", "C1", "S1", annotate.Attrs{{Name: "sure", Value: "no"}}), link("R2", "cue", "C1", "Q1", nil),
			link("R3", "claim-in", "M1", "C1", nil), link("R4", "source", "C2", "S3", nil), link("R5", "same as", "S2", "S2", nil),
			annotate.SetAttr{Name: "topic", To: &econ}, annotate.SetAttr{Name: annotate.AttrState, To: &done}),
		on("ben", span("B1", "source", nil, "Kim"), span("B2", "source", nil, "The family of Ngũgĩ")),
	}
}

// The tests of consumers compare what they read with these records.
func TestNastyGolden(t *testing.T) { golden(t, "nasty.jsonl", write(t, nasty(), "all")) }

// A folder keeps files in memory: what is written there can be read.
type folder struct{ fstest.MapFS }

func newFolder() folder { return folder{fstest.MapFS{}} }

func (f folder) Create(name string) (io.WriteCloser, error) {
	if !fs.ValidPath(name) {
		return nil, fmt.Errorf("%q is no path", name)
	}
	if _, ok := f.MapFS[name]; ok {
		return nil, fmt.Errorf("%s is written twice", name)
	}
	f.MapFS[name] = &fstest.MapFile{}
	return &folderFile{file: f.MapFS[name]}, nil
}

type folderFile struct {
	bytes.Buffer
	file *fstest.MapFile
}

func (w *folderFile) Close() error { w.file.Data = w.Bytes(); return nil }

// archive shows a folder as one text, for a golden file.
func (f folder) archive() []byte {
	var a txtar.Archive
	for name := range f.MapFS {
		a.Files = append(a.Files, txtar.File{Name: name, Data: f.MapFS[name].Data})
	}
	slices.SortFunc(a.Files, func(x, y txtar.File) int { return strings.Compare(x.Name, y.Name) })
	return txtar.Format(&a)
}

func writeAll(t testing.TB, f export.Format, recs []journal.Record, layer string) (folder, export.Loss) {
	t.Helper()
	out := newFolder()
	loss, err := f.WriteFiles(out, export.Job{Records: recs, Layer: layer})
	if err != nil {
		t.Fatal(err)
	}
	return out, loss
}

// A view says what a format keeps, so that a project can be told as that format would tell it.
type view struct {
	ids, origin, relationAttrs, docs, docAttrs bool

	meta  func([]annotate.Field) []annotate.Field                  // as they come back; nil is as they are
	text  func(string) string                                      // as it comes back; nil is as it is
	title func(string) string                                      // as it comes back; nil is as it is
	span  func(annotate.Text, annotate.Span) (annotate.Span, bool) // as it comes back, or not at all; nil is as it is
}

// tell lists all that a project holds as a view sees it, in lines that can be compared.
func (v view) tell(t testing.TB, recs []journal.Record) []string {
	t.Helper()
	docs, err := export.Job{Records: recs}.Documents()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for m := range docs {
		words := m.Text.String()
		if v.text != nil {
			words = v.text(words)
		}
		line := fmt.Sprintf("%s %q", m.ID, words)
		if v.title != nil {
			m.Title = v.title(m.Title)
		}
		if v.meta != nil {
			m.Meta = v.meta(m.Meta)
		}
		if v.docs {
			line += fmt.Sprintf(" %q %q %v", m.Title, m.Lang, m.Meta)
		}
		all = append(all, line)
		for _, l := range m.Layers {
			who := fmt.Sprintf("%s %s", m.ID, l.Annotator)
			if v.docAttrs {
				for _, a := range l.Attrs() {
					all = append(all, fmt.Sprintf("%s: %s=%q", who, a.Name, a.Value))
				}
			}
			told := map[annotate.SpanID]string{}
			for s := range l.Spans() {
				ok := true
				if v.span != nil {
					s, ok = v.span(m.Text, s)
				}
				if !ok {
					continue
				}
				line := fmt.Sprintf("%s %v %q %v", s.Label, s.Ranges, s.Surface(m.Text), s.Attrs)
				if v.ids {
					line = string(s.ID) + " " + line
				}
				if v.origin && s.Origin != nil {
					line += fmt.Sprintf(" %+v", *s.Origin)
				}
				told[s.ID] = line
				all = append(all, who+": "+line)
			}
			for _, r := range l.Relations() {
				if told[r.Head] == "" || told[r.Tail] == "" {
					continue
				}
				line := fmt.Sprintf("%s (%s) (%s)", r.Label, told[r.Head], told[r.Tail])
				if v.ids {
					line = string(r.ID) + " " + line
				}
				if v.relationAttrs {
					line += fmt.Sprint(" ", r.Attrs)
				}
				if v.origin && r.Origin != nil {
					line += fmt.Sprintf(" %+v", *r.Origin)
				}
				all = append(all, who+": "+line)
			}
		}
	}
	slices.Sort(all)
	return all
}

// comesBack asserts that a format gives back what it was given, up to what v leaves out, and that writing it again gives
// the same files.
func (v view) comesBack(t testing.TB, f export.Format, recs []journal.Record) {
	t.Helper()
	out, _ := writeAll(t, f, recs, export.All)
	in, err := f.ReadFiles(out, export.ReadOptions{})
	if err != nil {
		t.Fatalf("%v\n%s", err, out.archive())
	}
	if len(in.Notes) > 0 {
		t.Fatalf("%s\n%s", strings.Join(in.Notes, "\n"), out.archive())
	}
	if d := cmp.Diff(v.tell(t, recs), v.tell(t, in.Records)); d != "" {
		t.Fatalf("(-went +came):\n%s\n%s", d, out.archive())
	}
	again, err := f.ReadFiles(out, export.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if add, ps := journal.Additions(in.Records, again.Records); len(add)+len(ps) > 0 {
		t.Fatalf("importing again adds %d records: %v", len(add), ps)
	}
}

// law asserts it of the nasty project and of random ones.
func (v view) law(t *testing.T, f export.Format) {
	t.Run("nasty", func(t *testing.T) { v.comesBack(t, f, nasty()) })
	v.ids = false // two layers may share an id in these, and readers tell them apart
	t.Run("random", func(t *testing.T) {
		rapid.Check(t, func(rt *rapid.T) { v.comesBack(tb{t, rt}, f, genProject(rt)) })
	})
}

// tb lets what takes a testing.TB fail within rapid.
type tb struct {
	testing.TB
	rt *rapid.T
}

func (t tb) Helper()                      {}
func (t tb) Fatal(args ...any)            { t.rt.Fatal(args...) }
func (t tb) Fatalf(s string, args ...any) { t.rt.Fatalf(s, args...) }

// fuzzFolder feeds readers of a folder one file at a time, beside the others of a sound export: it must never panic, and
// what it takes must be sound.
func fuzzFolder(f *testing.F, format export.Format, name string) {
	out, _ := writeAll(f, format, nasty(), "ana")
	if out.MapFS[name] == nil {
		f.Fatalf("%s is not written: %s", name, out.archive())
	}
	f.Add(out.MapFS[name].Data)
	f.Fuzz(func(t *testing.T, data []byte) {
		files := newFolder()
		for n, file := range out.MapFS {
			files.MapFS[n] = file
		}
		files.MapFS[name] = &fstest.MapFile{Data: data}
		in, err := format.ReadFiles(files, export.ReadOptions{})
		if err != nil {
			return
		}
		takes(t, in.Records)
	})
}

// takes asserts that records can be kept, and that every mark lies on its text.
func takes(t testing.TB, recs []journal.Record) {
	t.Helper()
	docs, err := export.Job{Records: recs}.Documents()
	if err != nil {
		t.Fatal(err)
	}
	for m := range docs {
		for _, l := range m.Layers {
			for _, c := range l.Conflicts {
				t.Fatalf("%s of %s: %v", m.ID, l.Annotator, c)
			}
		}
	}
	for _, r := range recs {
		if _, err := journal.AppendRecord(nil, r); err != nil {
			t.Fatal(err)
		}
	}
}

// filesOf makes a folder of names and contents, by turns.
func filesOf(pairs ...string) folder {
	f := newFolder()
	for i := 0; i < len(pairs); i += 2 {
		f.MapFS[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return f
}

// surfaces lists the marks of a project by what they cover.
func surfaces(t testing.TB, recs []journal.Record) (all []string) {
	t.Helper()
	docs, err := export.Job{Records: recs}.Documents()
	if err != nil {
		t.Fatal(err)
	}
	for m := range docs {
		for _, l := range m.Layers {
			for s := range l.Spans() {
				line := fmt.Sprintf("%s %s", s.Label, s.Surface(m.Text))
				for _, a := range s.Attrs {
					line += " " + a.Name + "=" + a.Value
				}
				all = append(all, line)
			}
			for _, r := range l.Relations() {
				h, _ := l.Span(r.Head)
				x, _ := l.Span(r.Tail)
				all = append(all, fmt.Sprintf("%s %s → %s", r.Label, h.Surface(m.Text), x.Surface(m.Text)))
			}
		}
	}
	return all
}

// BenchmarkFolders writes and reads the desk in every format of several files that does both.
func BenchmarkFolders(b *testing.B) {
	recs := desk()
	for _, f := range export.Formats() {
		if f.WriteFiles == nil || f.ReadFiles == nil {
			continue
		}
		out, _ := writeAll(b, f, recs, "ana")
		size := int64(0)
		for _, file := range out.MapFS {
			size += int64(len(file.Data))
		}
		b.Run(f.Name+"/write", func(b *testing.B) {
			b.SetBytes(size)
			for b.Loop() {
				writeAll(b, f, recs, "ana")
			}
		})
		b.Run(f.Name+"/read", func(b *testing.B) {
			b.SetBytes(size)
			for b.Loop() {
				if _, err := f.ReadFiles(out, export.ReadOptions{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
