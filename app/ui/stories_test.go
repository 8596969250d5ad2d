package ui

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"
	"galley/annotate/schemes"
	"galley/app/editor"
	"galley/app/store/mem"
	"galley/app/worker/host"
	"galley/app/worker/rulehost"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const ferries = `Ferries run again after nine days

By LENA MOSS

PORT ELIN (NL) — Ferries ran again on Friday. The pier lost 40 jobs last year, the union said.

“We sail at dawn,” said Ida Holm, who chairs the port board. “The pier is safe.”

Crews clear snow in Port Elin, Monday, Jan. 5, 2026. (Northline Photo/Ana Ruiz)
`

// A story is a part of the desk in a state of it: how that is come to, from an article that lies open, and what is drawn.
type story struct {
	name string
	msgs []editor.Msg
	draw func(*desk, editor.Model) app.UI
}

func keys(names string) []editor.Msg {
	var msgs []editor.Msg
	for k := range strings.FieldsSeq(names) {
		msgs = append(msgs, editor.Key{Key: k})
	}
	return msgs
}

func drawMargin(d *desk, m editor.Model) app.UI {
	return marginOf(d, m)
}
func drawBar(d *desk, m editor.Model) app.UI    { return &labelbar{V: barOf(m), desk: d} }
func drawList(d *desk, m editor.Model) app.UI   { return &list{V: rowsOf(m, &window{}), desk: d} }
func drawQueue(d *desk, m editor.Model) app.UI  { return &queue{V: queueOf(m, &window{}), desk: d} }
func drawSlug(d *desk, m editor.Model) app.UI   { return &slugline{V: slugOf(m), desk: d} }
func drawBanner(d *desk, m editor.Model) app.UI { return &banner{V: bannerOf(m), desk: d} }

const link = "] c ArrowRight ArrowRight Shift+ArrowRight s S"

// carried loads a corrected version of the marked article: a figure is put right, and the last quotation is gone.
func carried() []editor.Msg {
	next := strings.NewReplacer("40 jobs", "45 jobs", " “The pier is safe.”", "").Replace(ferries)
	line := strings.Split(ferries, "\n\n")[2]
	at := len([]rune(line[:strings.Index(line, "The pier")]))
	return append(keys("] c ] c"),
		editor.Select{A: editor.Point{Line: 2, Off: at}, B: editor.Point{Line: 2, Off: at + len("The pier lost 40 jobs last year")}},
		editor.Key{Key: "m"}, editor.Do{Command: "newer"}, editor.Pasted{Text: next})
}

// pencilled brings rules in, turns them on and runs them.
func pencilled(more ...editor.Msg) []editor.Msg {
	return append([]editor.Msg{
		editor.Dropped{Files: []editor.File{{Name: "piers.js", Data: []byte(`export const rule = { name: "piers", version: "3", description: "Every pier.", labels: ["claim"], relations: ["source"] };
export function suggest(doc, emit) { for (const m of doc.find(/pier/)) emit.span(m, "claim", { confidence: 0.75, reason: "a pier is named" }); }
export function check(doc, emit) { for (const s of doc.spans) emit.problem(s, "A pier needs a date.", { severity: "error" }); }
`)}, {Name: "broken.js", Data: []byte("export const rule = {\n")}}},
		editor.TurnRule{File: "piers.js", On: true}, editor.StartRules{},
	}, more...)
}

// read brings in a project whose article several have read: a mark that all have alike, and one that each has cut otherwise.
func read(names ...string) []editor.Msg {
	scheme := schemes.Default()
	doc := annotate.NewDocument("ferries", "Ferries run again after nine days", annotate.NewText(ferries))
	recs := []journal.Record{{Project: &annotate.Project{ID: "quay", Name: "Quay", Scheme: scheme.Name(), Preset: "standard"}}, {Scheme: &scheme}, {Document: &doc}}
	done := string(annotate.Done)
	for i, name := range names {
		clock := journal.Clock{Actor: journal.Actor(name)}
		e := clock.Next(journal.Stream{Doc: doc.ID, Layer: annotate.Annotator(name)}, 1, annotate.Tx{
			annotate.AddSpan{Span: annotate.Span{ID: annotate.SpanID(fmt.Sprint("a", i)), Label: "headline", Ranges: []annotate.Range{{From: 0, To: 33}}}},
			annotate.AddSpan{Span: annotate.Span{ID: annotate.SpanID(fmt.Sprint("b", i)), Label: "claim", Ranges: []annotate.Range{{From: 66, To: annotate.Pos(83 + 10*i)}}, Attrs: annotate.Attrs{{Name: "check_worthy", Value: "yes"}}}},
			annotate.SetAttr{Name: annotate.AttrState, To: &done},
		})
		recs = append(recs, journal.Record{Entry: &e})
	}
	journal.SortRecords(recs)
	var b bytes.Buffer
	if err := bundle.Write(&b, recs); err != nil {
		panic(err) // invented here
	}
	return []editor.Msg{editor.Dropped{Files: []editor.File{{Name: "quay.galley.jsonl", Data: b.Bytes()}}}, editor.Adjudicate{Doc: "ferries", Anyway: true}}
}

// theirs is what others made of the article, under the name of project p: each marks the quotations, one of them cut otherwise,
// and only one a source; both are held against gold.
func theirs(p annotate.ProjectID, text string) []journal.Record {
	doc := annotate.NewDocument("", "Ferries run again after nine days", annotate.NewText(text))
	recs := []journal.Record{{Project: &annotate.Project{ID: p, Name: "Sample desk", Scheme: "galley-news@1", Preset: "standard"}}, {Document: &doc}}
	mark := func(id annotate.SpanID, label annotate.Label, words string) annotate.Op {
		from := annotate.Pos(len([]rune(text[:strings.Index(text, words)])))
		return annotate.AddSpan{Span: annotate.Span{ID: id, Label: label, Ranges: []annotate.Range{{From: from, To: from + annotate.Pos(len([]rune(words)))}}}}
	}
	chair := text[strings.Index(text, "Ida Holm") : strings.Index(text, " “The pier is")-1]
	for i, layer := range []struct {
		by annotate.Annotator
		tx annotate.Tx
	}{
		{"Ben", annotate.Tx{mark("b1", "content", "“We sail at dawn,”"), mark("b2", "source", "Ida Holm"), mark("b3", "content", "“The pier is safe.”"), mark("b4", "source", chair)}},
		{"Cleo", annotate.Tx{mark("c1", "content", "“We sail at dawn,”"), mark("c3", "content", "The pier is safe.")}},
		{annotate.Gold, annotate.Tx{mark("g1", "content", "“We sail at dawn,”"), mark("g2", "source", chair)}},
	} {
		clock := journal.Clock{Actor: journal.Actor("of-" + layer.by)}
		e := clock.Next(journal.Stream{Doc: doc.ID, Layer: layer.by}, int64(i+1)*86_400_000, layer.tx)
		recs = append(recs, journal.Record{Entry: &e})
	}
	return recs
}

// compared brings them in and opens the agreement screen.
func compared(more ...editor.Msg) []editor.Msg {
	return append([]editor.Msg{editor.FilesLoaded{Loaded: editor.FilesRead{Records: theirs("desk-b-1", ferries)}}, editor.Do{Command: "agreement"}}, more...)
}

// fitted brings in marks on another version of the article, and looks at what would become of them.
func fitted() []editor.Msg {
	recs := theirs("desk-a1-1", strings.NewReplacer("Ferries ran again on Friday.", "Ferries ran again.", "who chairs the port board", "who leads the port board").Replace(ferries))
	return []editor.Msg{editor.FilesLoaded{Loaded: editor.FilesRead{Records: recs}}, editor.Act{Notice: 2}}
}

var stories = []story{
	{"adjudication", read("Ben", "Cy"), drawMargin},
	{"adjudication-settled", append(read("Ben", "Cy", "Dee"), append(keys("T B , ,"), editor.Do{Command: "hide-names"})...), drawMargin},
	{"adjudication-anew", append(read("Ben", "Cy"), keys("E")...), drawMargin},
	{"adjudication-slug", read("Ben", "Cy"), drawSlug},
	{"adjudication-queue", append(read("Ben", "Cy"), keys("T A Escape Escape")...), drawQueue},
	{"agreement", compared(), panel},
	{"agreement-people", compared(editor.ShowAgree{Page: editor.AgreePeople}, editor.ToggleTable{ID: "pairs"}), panel},
	{"agreement-confusion", compared(editor.ShowAgree{Page: editor.AgreeConfusions}), panel},
	{"agreement-documents", compared(editor.ShowAgree{Page: editor.AgreeDocuments}), panel},
	{"agreement-gold", compared(editor.ShowAgree{Page: editor.AgreeFeedbacks}), panel},
	{"agreement-differences", compared(editor.ListDifferences{DifferQuery: editor.DifferQuery{Label: "content"}}), panel},
	{"agreement-nothing", []editor.Msg{editor.Do{Command: "agreement"}}, panel},
	{"agreement-unseen", compared(editor.Key{Key: "Escape"}, editor.Key{Key: "h"}, editor.Do{Command: "agreement"}), panel},
	{"versions", fitted(), panel},
	{"suggestions", pencilled(keys(") Y")...), panel},
	{"note-pencil", pencilled(keys("Escape )")...), drawMargin},
	{"problems", pencilled(keys("Escape ) Y #")...), panel},
	{"rule", pencilled(editor.WriteRule{File: "piers.js"}), panel},
	{"rule-broken", pencilled(editor.WriteRule{File: "broken.js"}), panel},
	{"rule-template", pencilled(editor.WriteRule{}, editor.RuleTyped{Code: `export const rule = { name: "titles", version: "1" };
export function record(doc) { return { title: doc.title, marks: doc.spans.length }; }
`}), panel},
	{"ruletest-empty", []editor.Msg{editor.Show{Panel: editor.RuleTestPanel}}, panel},
	{"ruletest", pencilled(append(keys("Escape ) Y"), editor.TestRules{File: "piers.js"}, editor.ShowMisses{Row: editor.TestRow{Rule: "piers", Label: "claim"}})...), panel},
	{"rulechecks", pencilled(append(keys("Escape ) Y"), editor.CheckProject{}, editor.ShowMisses{Row: editor.TestRow{Rule: "piers"}})...), panel},
	{"desk", nil, func(d *desk, m editor.Model) app.UI { return New(d.send, d.model) }},
	{"note", keys("] c"), drawMargin},
	{"note-attribute", keys("] c 1"), drawMargin},
	{"note-linked", keys(link + " Enter"), drawMargin},
	{"bar-links", keys("] c"), drawBar},
	{"bar-linking", keys(link), drawBar},
	{"list", keys(link + " Enter l"), drawList},
	{"list-empty", keys("l"), drawList},
	{"queue", keys("] c"), drawQueue},
	{"slug", keys("] c"), drawSlug},
	{"keys", keys("?"), panel},
	{"palette", append(keys("Ctrl+k"), editor.Typed{Query: "article"}), panel},
	{"guide", keys("i"), panel},
	{"export", keys("] c ] c Escape w"), panel},
	{"export-split", append(keys("] c ] c w"), editor.SetExport{Export: editor.Export{Format: "conll", Layer: "Ana", Split: true, Seed: 7}}), panel},
	{"export-chat", append(keys("] c w"), editor.SetExport{Export: editor.Export{Format: "chat", Layer: "Ana", Labels: []annotate.Label{"claim"}}}), panel},
	{"export-error", append(keys("w"), editor.SetExport{Export: editor.Export{Format: "jsonl", Layer: "gold"}}), panel},
	{"export-bundle", append(keys("w"), editor.SetExport{Export: editor.Export{Format: "bundle"}}), panel},
	{"slug-exporting", append(keys("] c"), editor.StartExport{}, editor.ExportProgress{Stage: "Writing", N: 1200, Of: 8000}), drawSlug},
	{"exporting", append(keys("] c w"), editor.StartExport{}, editor.ExportProgress{Stage: "Writing", N: 1200, Of: 8000}), panel},
	{"imports", []editor.Msg{editor.Dropped{Files: []editor.File{{Name: "notes.jsonl", Data: []byte(`{"text":"🙂 Kim said no.","label":[[3,6,"source"],[0,40,"claim"]]}`)}}}}, panel},
	{"projects", []editor.Msg{editor.Do{Command: "projects"}}, panel},
	{"paste", []editor.Msg{editor.Do{Command: "paste"}}, panel},
	{"newer", []editor.Msg{editor.Do{Command: "newer"}}, panel},
	{"carry", carried(), panel},
	{"carry-lost", append(carried(), keys(".")...), panel},
	{"carry-done", append(carried(), keys("Shift+Enter")...), panel},
	{"rekey", []editor.Msg{editor.Do{Command: "rekey"}, editor.Rekey{Command: "label:claim"}}, panel},
	{"scheme", []editor.Msg{editor.Do{Command: "scheme"}}, panel},
	{"scheme-error", []editor.Msg{editor.Do{Command: "scheme"}, editor.EditLabel{N: 0, Label: annotate.LabelDef{ID: "claim", Key: "j", Group: "claim"}}}, panel},
	{"rename", []editor.Msg{editor.Do{Command: "rename"}}, panel},
	{"bin", []editor.Msg{editor.Do{Command: "delete-doc"}, editor.Do{Command: "bin"}}, panel},
	{"notice", []editor.Msg{editor.Do{Command: "delete-doc"}}, notices},
	{"update", []editor.Msg{editor.UpdateReady{}}, drawBanner},
}

// TestStories draws every story, and shows what a change to a component changes.
func TestStories(t *testing.T) {
	defer func(was *time.Location) { time.Local = was }(time.Local)
	time.Local = time.UTC
	check(t, "welcome", model(t, editor.Started{Actor: "a1"}), welcome)
	for _, s := range stories {
		check(t, s.name, model(t, append([]editor.Msg{
			editor.Started{Actor: "a1"}, editor.Named{Name: "Ana"},
			editor.Dropped{Files: []editor.File{{Name: "ferries.txt", Data: []byte(ferries)}}},
		}, s.msgs...)...), s.draw)
	}
	m := model(t, editor.Started{Actor: "a1"}, editor.Named{Name: "Ana"})
	m.Save = editor.Save{State: editor.Failed, Waiting: 2, Reason: "the disk is full"}
	check(t, "not-saved", m, drawBanner)
	check(t, "not-saved-slug", m, drawSlug)
	check(t, "empty", m, func(d *desk, _ editor.Model) app.UI { return empty(d) })
}

// check draws m and compares it with testdata/name.html.
func check(t *testing.T, name string, m editor.Model, draw func(*desk, editor.Model) app.UI) {
	t.Helper()
	root := draw(&desk{send: func(editor.Msg) {}, model: func() editor.Model { return m }}, m)
	got := tag.ReplaceAllStringFunc(app.HTMLString(root), sortAttributes) + "\n"
	path := filepath.Join("testdata", name+".html")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: go test ./app/ui -update writes it", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got)\n%s", name, diff)
	}
}

var (
	tag       = regexp.MustCompile(`<[a-z0-9]+ [^>]*>`)
	attribute = regexp.MustCompile(` [a-zA-Z0-9-]+(="[^"]*")?`)
)

// sortAttributes puts a tag's attributes in order, which go-app writes in that of a map.
func sortAttributes(tag string) string {
	name, rest, _ := strings.Cut(strings.TrimSuffix(tag, ">"), " ")
	all := attribute.FindAllString(" "+rest, -1)
	slices.Sort(all)
	return name + strings.Join(all, "") + ">"
}

// Commands that share a key, as a scheme that was loaded may have it, say so where keys are chosen.
func TestClashesAreSaid(t *testing.T) {
	m := model(t, editor.Started{Actor: "a1"}, editor.Named{Name: "Ana"}, editor.Do{Command: "rekey"})
	drawn := func() string {
		return app.HTMLString(panel(&desk{send: func(editor.Msg) {}, model: func() editor.Model { return m }}, m))
	}
	if strings.Contains(drawn(), "too</span>") {
		t.Error("keys clash that nobody has changed")
	}
	m.Keys = map[string]string{"label:claim": "u"}
	for _, want := range []string{"Claim — the key of “Undo” too", "Undo — the key of “Claim” too"} {
		if !strings.Contains(drawn(), want) {
			t.Errorf("it does not say: %s", want)
		}
	}
}

// model is what messages make, with their effects performed at once over a store in memory.
func model(t *testing.T, msgs ...editor.Msg) editor.Model {
	t.Helper()
	m := editor.Model{Now: 1767225600000}
	store := &mem.Store{}
	for len(msgs) > 0 {
		next, effects := editor.Update(m, msgs[0])
		m, msgs = next, msgs[1:]
		var answers []editor.Msg
		for _, e := range effects {
			if answer := perform(t, store, e); answer != nil {
				answers = append(answers, answer)
			}
		}
		msgs = append(answers, msgs...)
	}
	return m
}

func perform(t *testing.T, store *mem.Store, e editor.Effect) editor.Msg {
	t.Helper()
	ctx := t.Context()
	words := func(err error) string {
		if err == nil {
			return ""
		}
		return err.Error()
	}
	switch e := e.(type) {
	case editor.LoadProjects:
		all, err := store.Projects(ctx)
		return editor.ProjectsLoaded{Projects: all, Err: words(err)}
	case editor.LoadProject:
		loaded, err := store.Load(ctx, e.Project, editor.Selection{Heads: true})
		return editor.ProjectLoaded{Project: e.Project, Loaded: loaded, Err: words(err)}
	case editor.LoadDoc:
		return e.Load(ctx, store)
	case editor.TakeIn:
		return e.Do(ctx, store)
	case editor.LoadSides:
		return e.Load(ctx, store)
	case editor.ReadSamples:
		return editor.FilesLoaded{Sample: true}
	case editor.ReadFiles:
		read, err := host.Local{}.Read(ctx, e.Files)
		return editor.FilesLoaded{Names: []string{e.Files[0].Name}, Loaded: read, Err: words(err)}
	case editor.FitMarks:
		return e.Do(ctx, store, host.Local{})
	case editor.Reckon:
		return e.Do(ctx, store, &host.Agreement{Store: store}, func(editor.AgreeProgressed) {})
	case editor.FindDifferences:
		return e.Do(ctx, store, &host.Agreement{Store: store})
	case editor.TakeImports:
		return e.Do(ctx, store)
	case editor.ReadNewer:
		return e.Do(ctx, host.Local{})
	case editor.CarryOver:
		report, err := host.Local{}.Carry(ctx, e.Job())
		return editor.Carried{CarryOver: e, Report: report, Err: words(err)}
	case editor.LookExport:
		preview, err := host.Local{Store: store}.Look(ctx, editor.ExportJob{Project: e.Project.ID, Me: e.Name, Export: e.Export}, func(editor.ExportProgress) {})
		return editor.ExportLooked{Project: e.Project.ID, Preview: preview, Err: words(err)}
	case editor.DescribeRules: // without those that come along: they change, and so would the pictures
		answer := e.Do(ctx, &rulehost.Local{})
		answer.Found = slices.DeleteFunc(answer.Found, func(f editor.RuleFile) bool { return f.Pack != "" })
		return answer
	case editor.RunRules:
		answer := e.Over(ctx, e.Docs[0], store, &rulehost.Local{})
		answer.Last = true
		return answer
	case editor.TryRule:
		return e.Do(ctx, store, &rulehost.Local{})
	case editor.HoldRules:
		answer := e.Over(ctx, e.Docs[0], store, &rulehost.Local{})
		answer.Last = true
		return answer
	case editor.After:
		if check, ok := e.Msg.(editor.CheckNow); ok {
			return check
		}
	case editor.Append:
		return editor.Appended{N: len(e.Records), Err: words(store.Append(ctx, e.Project, e.Records...))}
	}
	return nil
}
