//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"
)

const (
	openLimit = 40 * time.Second // to open; what takes longer is reported as such, not waited for
	markLimit = 20 * time.Second // for all marks on one text; a slow surface makes fewer
	hangLimit = 20 * time.Second // for any one answer after that
	markCount = 8                // marks timed on one text
)

// A rival is an annotation surface that installs from npm and works without a server.
type rival struct {
	name, version string
	page          string // its script in peers/dist
	key           string // pressed before each drag where the surface asks for its label then
	minor         bool   // only measured when asked for, to keep the run short
}

// rivals are those compared. Left out: @heartexlabs/label-studio 1.8.0, whose package came without its build;
// react-text-annotate 0.3.0, which prints overlapped text twice, and whose successor is blend; annotator 1.2.2, which keeps its
// marks on a server; brat's front end, which is drawn by its own.
var rivals = []rival{
	{name: "text-annotator (spans)", version: "@recogito/text-annotator 4.1.1, its default renderer", page: "recogito-spans"},
	{name: "text-annotator (highlights)", version: "@recogito/text-annotator 4.1.1, its renderer with CSS highlights", page: "recogito-highlights"},
	{name: "recogito-js", version: "@recogito/recogito-js 1.8.4, which text-annotator came after", page: "recogito-js", minor: true},
	{name: "v-annotator", version: "v-annotator 0.1.31, which doccano draws with", page: "v-annotator"},
	{name: "label-studio", version: "label-studio 1.0.1, the last build of its surface on npm", page: "label-studio", key: "1"},
	{name: "poplar", version: "poplar-annotation 2.0.3", page: "poplar"},
	{name: "blend", version: "react-text-annotate-blend 1.2.0, which draws two marks at a place and no more", page: "blend", minor: true},
}

// BenchmarkPeers measures Galley and its rivals with the same texts and spans in one run, each text in a browser of its
// own. What is measured, and where the clock starts and stops, stands in peers/measure.js. It prints a table, and
// writes that and a picture of how the figures grow. Nothing is judged: machines differ.
//
// For Galley, opening is the click on an article of the queue: it reads the journal from the disk's database, which others are
// spared, for they are handed their spans in memory. Its mark is the press of a label's key with words selected by a
// drag; the others mark by the drag's release. All have opened a line of copy before, so that their code is warm.
func BenchmarkPeers(b *testing.B) {
	only := os.Getenv("GALLEY_PEERS") // "all", or a part of a surface's name while one works on this
	for b.Loop() {
		began := time.Now()
		all := measureGalley(b, only)
		host := peerHost(b)
		for _, r := range rivals {
			if only == "" && r.minor || only != "all" && !strings.Contains(r.name, only) {
				continue
			}
			var failed []peerCase
			for _, c := range peerCases {
				if slices.ContainsFunc(failed, func(f peerCase) bool { return f.within(c) }) {
					all = append(all, figures{Surface: r.name, Case: c, Failed: "not tried: a smaller text was too much"})
					continue
				}
				f := measureRival(b, host, r, c)
				if f.Failed != "" && f.Open == 0 {
					failed = append(failed, c)
				}
				all = append(all, f)
			}
		}
		report(b, all, time.Since(began))
	}
}

// report prints and writes what was measured.
func report(tb testing.TB, all []figures, took time.Duration) {
	var out strings.Builder
	out.WriteString("# Galley beside its peers\n\nMeasured in one run, in Chromium, on the same texts of invented words and the same spans. Smaller is better throughout.\n\n")
	out.WriteString(peersTable(all))
	out.WriteString(peerNotes)
	for _, r := range rivals {
		fmt.Fprintf(&out, "- %s: %s", r.name, r.version)
		if !slices.ContainsFunc(all, func(f figures) bool { return f.Surface == r.name }) {
			out.WriteString("; not in this run")
		}
		out.WriteString("\n")
	}
	fmt.Fprintf(&out, "\nThe run took %s.\n", took.Round(time.Second))
	dir := filepath.Join("..", "..", "artefacts", "bench")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		tb.Fatal(err)
	}
	for name, data := range map[string]string{"peers.md": out.String(), "peers.svg": drawGrowth(all)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	fmt.Print(out.String())
}

const peerNotes = `
- **open**: from the call that hands over text and spans to the end of the second frame with marks on screen. For Galley, from the
  click in the queue, which reads them from the browser's database.
- **mark**: from the time stamp of the release of the mouse (for Galley, of the label's key) to the end of the first frame that shows the
  mark. A frame is 16.7 ms long and the press may fall anywhere in it.
- **frame**: from one animation frame of the main thread to the next, over 120 turns of the wheel of 180 px each.
- **memory**: JavaScript's heap and the DOM's after a collection, the buffers they hold, and for Galley the whole of wasm's memory.
- **nodes a mark**: nodes put in or taken out, with all below them, and attributes and texts changed in place, anywhere in
  the document, until it has been quiet for 0.15 s; the median. CSS highlights are no nodes.

`

// try runs JavaScript on a page that may never answer.
func try[T any](b *browser, js string, limit time.Duration) (T, error) {
	ctx, cancel := context.WithTimeout(b.ctx, limit)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
}

// A stage is a surface's page on which measure.js runs.
type stage struct {
	*browser
	root string // JavaScript: the element that holds the text
	mark func(at []float64) error
}

// play makes marks, scrolls and weighs: everything that follows the opening.
func (s stage) play(f *figures) error {
	if err := s.do1("bench.settled()"); err != nil {
		return err
	}
	if err := s.weigh(f); err != nil {
		return err
	}
	var took, nodes []float64
	began, missed := time.Now(), 0
	for i := range markCount {
		if time.Since(began) > markLimit || missed > 2 {
			break
		}
		at, err := try[[]float64](s.browser, fmt.Sprintf("bench.place(%s, %g, %g)", s.root, (float64(i/2)+0.5)/(markCount/2), 0.25+0.3*float64(i%2)), hangLimit)
		if err != nil {
			return fmt.Errorf("before a mark: %w", hung(err))
		}
		if len(at) != 4 {
			continue // no free words there
		}
		time.Sleep(100 * time.Millisecond) // unhurried, as people are
		if err := s.mark(at); err != nil {
			return err
		}
		made, err := try[struct {
			MS      *float64 `json:"ms"`
			Touched float64  `json:"touched"`
		}](s.browser, "bench.made()", hangLimit)
		if err != nil {
			return fmt.Errorf("while marking: %w", hung(err))
		}
		if made.MS == nil {
			missed++ // nothing more was drawn
			continue
		}
		took, nodes = append(took, *made.MS), append(nodes, made.Touched)
	}
	if len(took) == 0 {
		return errors.New("no mark could be made")
	}
	slices.Sort(took)
	f.Marks, f.Mark50, f.Mark95, f.Nodes = len(took), middle(took), took[len(took)*95/100], middle(nodes)
	if f.Marks < markCount {
		f.Notes = append(f.Notes, fmt.Sprintf("%d of %d marks timed", f.Marks, markCount))
	}
	// Last, for some hang at it.
	frames, err := try[[]float64](s.browser, "bench.scrolled("+s.root+")", hangLimit)
	if err != nil {
		return fmt.Errorf("while scrolling: %w", hung(err))
	}
	slices.Sort(frames)
	f.Frame95, f.FrameMax = frames[len(frames)*95/100], frames[len(frames)-1]
	return nil
}

func (s stage) do1(js string) error {
	_, err := try[any](s.browser, "("+js+").then(() => true)", openLimit)
	return err
}

// weigh measures memory after a collection.
func (s stage) weigh(f *figures) error {
	ctx, cancel := context.WithTimeout(s.ctx, openLimit)
	defer cancel()
	if _, err := chromedp.Call(ctx, heapprofiler.CollectGarbage, cdp.Empty{}); err != nil {
		return fmt.Errorf("after opening: %w", hung(err))
	}
	heap, err := chromedp.Call(ctx, runtime.GetHeapUsage, cdp.Empty{})
	if err != nil {
		return fmt.Errorf("after opening: %w", hung(err))
	}
	wasm, err := try[float64](s.browser, "globalThis.galleyMemory?.() ?? 0", openLimit)
	if err != nil {
		return fmt.Errorf("after opening: %w", hung(err))
	}
	// Buffers may or may not count wasm's memory, as the browser's version has it.
	f.Memory = (heap.UsedSize + heap.EmbedderHeapUsedSize + max(heap.BackingStorageSize, wasm)) / 1e6
	return nil
}

// pull drags the mouse over a place. What is called before the release arms the clock.
func (s stage) pull(at []float64, before func() error) error {
	from, to := point{at[0], at[1]}, point{at[2], at[3]}
	s.mouse(input.DispatchMouseEventTypeMousePressed, from, 1)
	for i := 1; i <= 4; i++ {
		share := float64(i) / 4
		s.mouse(input.DispatchMouseEventTypeMouseMoved, point{from.X + (to.X-from.X)*share, from.Y}, 0)
		time.Sleep(20 * time.Millisecond)
	}
	time.Sleep(260 * time.Millisecond) // a drag of under 0.3 s is a click to some
	if before != nil {
		if err := before(); err != nil {
			return err
		}
	}
	s.mouse(input.DispatchMouseEventTypeMouseReleased, to, 1)
	return nil
}

// told says that one text is done with, for whoever waits.
func told(f *figures, began time.Time) {
	fmt.Fprintf(os.Stderr, "%-28s %6s %7s spans   %s\n", f.Surface, f.Case.size(), thousands(f.Case.Spans), time.Since(began).Round(time.Second))
}

func measureScript(tb testing.TB) string {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("peers", "measure.js"))
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}

// measureRival opens one text on one surface in a browser of its own.
func measureRival(tb testing.TB, origin string, r rival, c peerCase) (f figures) {
	f = figures{Surface: r.name, Case: c}
	defer told(&f, time.Now())
	b := start(tb, origin, tb.TempDir(), 1280, 900)
	defer func() {
		// What a rival writes on its console is no failure of ours.
		b.kill()
		b.mu.Lock()
		if f.Failed != "" && len(b.problems) > 0 {
			f.Notes = append(f.Notes, "its console says: "+firstLine(b.problems[0]))
		}
		b.problems = nil
		b.mu.Unlock()
	}()
	b.open("/" + r.page)
	eval[bool](b, measureScript(tb))
	eval[bool](b, fmt.Sprintf(`(async () => {
		globalThis.passage = await (await fetch("/passage?size=%d&spans=%d")).json();
		await surface.ready();
		await surface.open("A line of copy.\nAnd another line, that is as short as the first.\n", [{from: 2, to: 6, label: 0}]);
		await bench.settled(600);
		return true;
	})()`, c.Size, c.Spans))
	var err error
	f.Open, err = try[float64](b, `bench.opened(() => surface.open(passage.text, passage.spans), surface.shown)`, openLimit)
	if err != nil {
		f.Failed = fmt.Sprintf("over %.0f s to open", openLimit.Seconds())
		if !errors.Is(err, context.DeadlineExceeded) { // it said why
			f.Failed = "cannot open it: " + firstLine(err.Error())
		}
		return f
	}
	s := stage{browser: b, root: "surface.root()"}
	s.mark = func(at []float64) error {
		if r.key != "" {
			b.keys(r.key)
		}
		return s.pull(at, func() error { _, err := try[bool](b, `bench.arm("pointerup", surface.drawn)`, openLimit); return err })
	}
	if err := s.play(&f); err != nil {
		f.Failed = "gave up " + firstLine(err.Error())
	}
	return f
}

// hung says what it means that a page never answered.
func hung(err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("its page did not answer for %.0f s", hangLimit.Seconds())
	}
	return err
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// measureGalley opens every text on Galley's desk, each in a browser of its own.
func measureGalley(tb testing.TB, only string) []figures {
	if only != "all" && !strings.Contains(galleyName, only) {
		return nil
	}
	var all []figures
	d := serve(tb)
	for _, c := range peerCases {
		f := figures{Surface: galleyName, Case: c}
		began := time.Now()
		b := start(tb, d.origin(), tb.TempDir(), 1280, 900)
		b.firstVisit("Ana")
		b.drop(file{name: "passage.galley.jsonl", data: passageBundle(tb, compose(c.Size, c.Spans))})
		b.waitFor("the passage", `[...document.querySelectorAll("`+docSel+` .doc-title")].some(e => e.innerText.startsWith("A passage"))`)
		b.saved()
		b.openDoc("A line of copy")
		eval[bool](b, measureScript(tb))
		eval[bool](b, drawnMarks)
		eval[bool](b, `bench.settled(600).then(() => true)`)
		var err error
		f.Open, err = try[float64](b, `(() => {
			const button = [...document.querySelectorAll("`+docSel+` .doc-title")].find(e => e.innerText.startsWith("A passage")).closest("button");
			return bench.opened(() => button.click(), () => drawnMarks() > 0 && document.querySelector(".slug").innerText.startsWith("A passage"));
		})()`, openLimit)
		if err != nil {
			f.Failed = fmt.Sprintf("over %.0f s to open", openLimit.Seconds())
			all = append(all, f)
			b.kill()
			continue
		}
		s := stage{browser: b, root: `document.querySelector("#sheet")`}
		s.mark = func(at []float64) error {
			if err := s.pull(at, nil); err != nil {
				return err
			}
			b.waitFor("the selection", `document.querySelector("`+sheetSel+` .g-selection")`)
			time.Sleep(120 * time.Millisecond)
			if _, err := try[bool](b, `bench.arm("keydown", drawnMarks)`, openLimit); err != nil {
				return err
			}
			b.keys("m")
			return nil
		}
		if err := s.play(&f); err != nil {
			f.Failed = "gave up " + firstLine(err.Error())
		}
		told(&f, began)
		all = append(all, f)
		b.close()
	}
	return all
}

// drawnMarks gives the page a count of the pieces of marks that its sheet has drawn.
const drawnMarks = `(globalThis.drawnMarks = () => ` + marksJS + `.length, true)`

// passageBundle is a project with a passage and a line of copy, in a scheme whose marks may overlap freely.
func passageBundle(tb testing.TB, p passage) []byte {
	tb.Helper()
	doc := annotate.NewDocument("passage", "A passage", annotate.NewText(p.Text))
	short := annotate.NewDocument("short", "A line of copy", annotate.NewText("A line of copy.\nAnd another line, that is as short as the first.\n"))
	labels := []annotate.LabelDef{
		{ID: "one", Group: "all", Title: "One", Key: "m", Color: "blue", Style: "solid", Unit: "word"},
		{ID: "two", Group: "all", Title: "Two", Key: "s", Color: "teal", Style: "dotted", Unit: "word"},
		{ID: "three", Group: "all", Title: "Three", Key: "q", Color: "olive", Style: "wavy", Unit: "word"},
		{ID: "four", Group: "all", Title: "Four", Key: "c", Color: "green", Style: "double", Unit: "word"},
	}
	var tx annotate.Tx
	for i, s := range p.Spans {
		tx = append(tx, annotate.AddSpan{Span: annotate.Span{
			ID: annotate.SpanID(fmt.Sprintf("s%d", i)), Label: labels[s.Label].ID,
			Ranges: []annotate.Range{{From: annotate.Pos(s.From), To: annotate.Pos(s.To)}},
		}})
	}
	first := annotate.Tx{annotate.AddSpan{Span: annotate.Span{ID: "first", Label: "one", Ranges: []annotate.Range{{From: 2, To: 6}}}}}
	var out bytes.Buffer
	err := bundle.Write(&out, []journal.Record{
		{Project: &annotate.Project{ID: "peers", Name: "Peers", Scheme: "peers@1"}},
		{Scheme: &annotate.Scheme{
			Galley: "scheme/1", ID: "peers", Version: 1, Title: "Peers",
			Groups: []annotate.Group{{ID: "all", Title: "All", Overlap: annotate.OverlapFree}}, Labels: labels,
		}},
		{Document: &doc},
		{Document: &short},
		{Entry: &journal.Entry{Ref: journal.Ref{Actor: "bench", Seq: 1}, Lamport: 1, Stream: journal.Stream{Doc: doc.ID, Layer: "Ana"}, Tx: tx}},
		{Entry: &journal.Entry{Ref: journal.Ref{Actor: "bench", Seq: 2}, Lamport: 2, Stream: journal.Stream{Doc: short.ID, Layer: "Ana"}, Tx: first}},
	})
	if err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// peerPolicy lets a rival's page do what it needs and nothing leave the machine. Some write style elements, and one
// brings templates that are compiled.
const peerPolicy = "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
	"connect-src 'self'; base-uri 'none'; form-action 'none'"

// peerHost serves a page for each rival, what it is built from, and the passages; it returns its origin.
func peerHost(tb testing.TB) string {
	tb.Helper()
	if _, err := os.Stat(filepath.Join("peers", "dist", rivals[0].page+".js")); err != nil {
		tb.Fatalf("%v: make bench-peers builds the peers' pages", err)
	}
	mux := http.NewServeMux()
	for _, dir := range []string{"/dist/", "/node_modules/"} {
		mux.Handle("GET "+dir, http.FileServer(http.Dir("peers")))
	}
	mux.HandleFunc("GET /passage", func(w http.ResponseWriter, r *http.Request) {
		var c peerCase
		fmt.Sscan(r.FormValue("size"), &c.Size)
		fmt.Sscan(r.FormValue("spans"), &c.Spans)
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(compose(c.Size, c.Spans))
	})
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	for _, r := range rivals {
		page := fmt.Sprintf(`<!doctype html><html lang="en"><meta charset="utf-8"><title>%s</title><link rel="stylesheet" href="/dist/%s.css"><body><script src="/dist/%[2]s.js"></script></body></html>`, r.name, r.page)
		mux.HandleFunc("GET /"+r.page, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, page)
		})
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", peerPolicy)
		mux.ServeHTTP(w, r)
	})}
	go server.Serve(l)
	tb.Cleanup(func() { server.Close() })
	return "http://" + l.Addr().String()
}

// within reports whether c asks no more of a surface than d does.
func (c peerCase) within(d peerCase) bool { return c.Size <= d.Size && c.Spans <= d.Spans }
