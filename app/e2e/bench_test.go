//go:build e2e

package e2e

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"
)

// BenchmarkBudgets prints what the desk's budgets are about, measured in a real browser. Figures are printed and never
// judged: machines differ.
func BenchmarkBudgets(b *testing.B) {
	d := serve(b)
	for b.Loop() {
		measure(b, d)
	}
}

func measure(tb *testing.B, d *desk) {
	b := start(tb, d.origin(), tb.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	eval[bool](b, `galleyOfflineReady`)
	b.reload()
	var visits []float64
	for range 5 {
		b.do(chromedp.Reload())
		visits = append(visits, eval[float64](b, `new Promise(r => { const look = () => {
			if (document.querySelector("#sheet")?.textContent.length > 40) r(performance.now()); else requestAnimationFrame(look); }; look(); })`))
	}
	line("later visit, from the service worker, to the article", "500 ms", "%.0f ms (median of 5)", middle(visits))

	b.drop(file{name: "long.galley.jsonl", data: longBundle(tb)})
	b.waitFor("the long article", `[...document.querySelectorAll("`+docSel+` .doc-title")].some(e => e.innerText.startsWith("A megabyte"))`)
	b.saved()
	time.Sleep(4 * time.Second) // the desk makes its snapshot
	b.openDoc("A line of copy")
	opened := eval[float64](b, `new Promise(r => {
		const button = [...document.querySelectorAll("`+docSel+` .doc-title")].find(e => e.innerText.startsWith("A megabyte")).closest("button");
		const t = performance.now();
		button.click();
		const look = () => document.querySelector(".slug").innerText.startsWith("A megabyte") && document.querySelector("`+sheetSel+` mark")
			? requestAnimationFrame(() => setTimeout(() => r(performance.now() - t))) : requestAnimationFrame(look);
		look();
	})`)
	line("opening 1 MB with 20,000 spans and 2,000 links, click to painted marks", "400 ms", "%.0f ms", opened)

	watchPresses(b)
	for range 60 { // at the pace of somebody who marks fast
		b.keys("j")
		time.Sleep(150 * time.Millisecond)
		b.keys("m")
		time.Sleep(150 * time.Millisecond)
	}
	b.waitFor("sixty marks more", `[...document.querySelectorAll("`+docSel+`")].some(e => e.innerText.includes("20060 marks"))`)
	whole, work, next := presses(b, "m")
	line("key press to mark on screen in that article, p95 of 60", "16 ms", "%.1f ms (median %.1f); without the wait for the screen's turn %.1f (%.1f); %d of %d in the next frame",
		whole[len(whole)*95/100], middle(whole), work[len(work)*95/100], middle(work), next, len(whole))

	alone := measureSums(b, middle(work), len(whole), `setTimeout(step, 300)`)
	line("  sums alone, as much work in the median, at that pace", "", "p95 %.1f ms (median %.1f): so far does this machine waver", alone[len(alone)*95/100], middle(alone))

	const scrolled = 300
	frames := measureFrames(b, scrolled, `page.scrollTop += 300`)
	line(fmt.Sprintf("scrolling that article, the slowest of %d frames", scrolled), "33 ms", "%s", frames)
	frames = measureFrames(b, scrolled, `sums(some)`)
	line("  sums alone, 10 ms a frame", "", "%s", frames)
	memory := eval[float64](b, `performance.memory.usedJSHeapSize / 1e6 + (globalThis.galleyMemory?.() || 0) / 1e6`)
	line("memory for that article: JavaScript's heap and wasm's memory", "250 MB", "%.0f MB", memory)
}

// watchPresses has the page time each press itself: from the event's own time stamp to after the frame that shows what it did. Of that
// it waits for the screen's turn, up to 16.7 ms at 60 frames a second: the rest is work, and what fits beside the wait is in the next
// frame.
func watchPresses(b *browser) {
	eval[bool](b, `(globalThis.presses = [], addEventListener("keydown", e => {
		const t = e.timeStamp;
		requestAnimationFrame(frame => { const c = new MessageChannel(), idle = performance.now() - globalThis.handled;
			c.port1.onmessage = () => presses.push({key: e.key, took: [performance.now() - t, performance.now() - t - idle, frame - t]}); c.port2.postMessage(0); });
	}, true), addEventListener("keydown", () => { globalThis.handled = performance.now(); }, false), true)`)
}

// presses returns how long the presses of one key took, the whole and the work alone, each in order, and how many were shown in the
// next frame.
func presses(b *browser, key string) (whole, work []float64, next int) {
	for _, p := range eval[[][]float64](b, `presses.filter(p => p.key === `+quote(key)+`).map(p => p.took)`) {
		whole, work = append(whole, p[0]), append(work, p[1])
		if p[2] <= 1000.0/60 {
			next++
		}
	}
	slices.Sort(whole)
	slices.Sort(work)
	return whole, work, next
}

// measureFrames returns how long n frames took in each of which the page does something.
func measureFrames(b *browser, n int, do string) string {
	took := eval[[]float64](b, sums+fmt.Sprintf(`new Promise(r => {
		const page = document.querySelector("#page"), some = 10 / sumMS(), took = [];
		let last = performance.now();
		const step = (now) => { took.push(now - last); last = now; %s; if (took.length < %d + 2) requestAnimationFrame(step); else r(took.slice(2)); };
		requestAnimationFrame(step);
	})`, do, n))
	slices.Sort(took)
	over := 0
	for _, t := range took {
		if t > 33.4 {
			over++
		}
	}
	return fmt.Sprintf("%.0f ms (%d over, median %.0f)", took[len(took)-1], over, middle(took))
}

// measureSums has the page do n pieces of arithmetic that should take ms milliseconds each, one whenever next has step called
// again, and returns how long they took, in order. Nothing is drawn and nothing allocated: what they waver is the machine's.
func measureSums(b *browser, ms float64, n int, next string) []float64 {
	took := eval[[]float64](b, sums+fmt.Sprintf(`new Promise(r => {
		const some = %f / sumMS(), took = [];
		const step = () => { const t = performance.now(); sums(some); took.push(performance.now() - t); if (took.length < %d) %s; else r(took); };
		step();
	})`, ms, n, next))
	slices.Sort(took)
	return took
}

// sums defines sums, which adds up n numbers, and sumMS, which says what one takes when the compiler is through with it.
const sums = `globalThis.sums ??= (n) => { let x = 0; for (let i = 0; i < n; i++) x = (x * 31 + i) | 0; globalThis.sum = x; };
	globalThis.sumMS ??= () => {
		const took = [];
		for (let i = 0; i < 60; i++) { const t = performance.now(); sums(1e6); took.push(performance.now() - t); }
		return took.slice(20).sort((a, b) => a - b)[20] / 1e6;
	};
	`

// BenchmarkProject prints how a project of 10,000 articles and a million spans takes to the desk.
func BenchmarkProject(b *testing.B) {
	d := serve(b)
	for b.Loop() {
		measureProject(b, d, 10, 1000, 100)
	}
}

func measureProject(tb *testing.B, d *desk, bundles, articles, spans int) {
	b := start(tb, d.origin(), tb.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	began := time.Now()
	for i := range bundles {
		b.drop(file{name: "some.galley.jsonl", data: manyBundle(tb, i*articles, articles, spans)})
		b.waitFor("the articles", fmt.Sprintf(`document.querySelector(".progress")?.innerText.includes("of %d finished")`, (i+1)*articles))
	}
	all := fmt.Sprintf("%d articles, %d spans: ", bundles*articles, bundles*articles*spans)
	line(all+"taking them in, in bundles of 1,000", "", "%.1f s", time.Since(began).Seconds())
	var visits []float64
	for range 3 {
		b.do(chromedp.Reload())
		visits = append(visits, eval[float64](b, `new Promise(r => { const look = () => {
			if (document.querySelector("#sheet")?.textContent.length > 40 && document.querySelectorAll("`+docSel+`").length > 20) r(performance.now()); else requestAnimationFrame(look); }; look(); })`))
	}
	line("  a later visit, to the article and the queue", "", "%.0f ms (median of 3)", middle(visits))
	until := func(act, done string) float64 {
		return eval[float64](b, `new Promise(r => { const t = performance.now(); `+act+`;
			const look = () => (`+done+`) ? r(performance.now() - t) : requestAnimationFrame(look); look(); })`)
	}
	words := func(w string) string {
		return `const f = document.querySelector("#queue-words"); f.value = "` + w + `"; f.dispatchEvent(new Event("input", {bubbles: true}))`
	}
	row := func(n int) string { // the row of that article, and no other
		return fmt.Sprintf(`(() => { const all = document.querySelectorAll("%s .doc-title"); return all.length === 1 && all[0].innerText.includes("no %d."); })()`, docSel, n)
	}
	count := func(n int) string {
		return fmt.Sprintf(`document.querySelector(".shelf-count")?.innerText.startsWith("%d ")`, n)
	}
	line("  filter by title, key to list", "", "%.0f ms", until(words("no 1234."), row(1234)))
	line("  the first search of all texts", "", "%.0f ms", until(words("boat4321x"), row(4321)))
	line("  the next search", "", "%.0f ms", until(words("boat5432x"), row(5432)))
	until(words(""), `!document.querySelector(".shelf-count")`)
	line("  filter by state", "", "%.0f ms", until(`const s = document.querySelector("#queue-state"); s.value = "todo"; s.dispatchEvent(new Event("change", {bubbles: true}))`, count(bundles*articles)))
	until(`const s = document.querySelector("#queue-state"); s.value = ""; s.dispatchEvent(new Event("change", {bubbles: true}))`, `!document.querySelector(".shelf-count")`)
	line("  the list to its end, scrolled at once", "", "%.0f ms", until(`document.querySelector("#docs").scrollTop = 1e9`,
		fmt.Sprintf(`[...document.querySelectorAll("%s .doc-title")].some(e => e.innerText.includes("no %d."))`, docSel, bundles*articles-1)))
	line("  JavaScript's heap and wasm's memory", "250 MB", "%.0f MB",
		eval[float64](b, `performance.memory.usedJSHeapSize / 1e6 + (globalThis.galleyMemory?.() || 0) / 1e6`))
}

// BenchmarkAgreement prints how long the figures of a large project take in the worker, and what becomes of the page's frames
// meanwhile.
func BenchmarkAgreement(b *testing.B) {
	d := serve(b)
	for b.Loop() {
		measureAgreement(b, d, crew{articles: 1000, spans: 40, project: "large", ids: "g%04d"})
	}
}

func measureAgreement(tb *testing.B, d *desk, c crew) {
	b := start(tb, d.origin(), tb.TempDir(), 1280, 900)
	b.firstVisit("Lea")
	for i, name := range []annotate.Annotator{"Ana", "Ben", "Cleo", "Dan", "Eva"} {
		b.drop(file{name: "some.galley.jsonl", data: c.bundle(tb, name, 15+5*i)})
		came := fmt.Sprintf(`document.querySelector("#notices")?.innerText.includes("%d changes came in")`, c.articles)
		if i == 0 {
			came = fmt.Sprintf(`document.querySelector(".progress")?.innerText.includes("of %d finished")`, c.articles)
		}
		b.waitFor("the marks of "+string(name), came)
		eval[bool](b, `(document.querySelectorAll("#notices button").forEach(e => e.click()), true)`)
		b.waitFor("the notice to go", `!document.querySelector("#notices")?.innerText.includes("came in")`)
	}
	what := fmt.Sprintf("%d articles × 5 annotators × %d spans: ", c.articles, c.spans)
	took := eval[[]float64](b, `new Promise(r => {
		const t = performance.now(), took = [];
		let last = t;
		document.dispatchEvent(new KeyboardEvent("keydown", {key: "%", bubbles: true, cancelable: true}));
		const step = (now) => {
			took.push(now - last);
			last = now;
			if (document.querySelector(".agree-tile") && !document.querySelector("#agree-run")) r([performance.now() - t, ...took.slice(1)]); else requestAnimationFrame(step);
		};
		requestAnimationFrame(step);
	})`)
	frames := slices.Sorted(slices.Values(took[1:]))
	over := 0
	for _, f := range frames {
		if f > 33.4 {
			over++
		}
	}
	line(what+"key to figures", "10 s", "%.1f s", took[0]/1000)
	line("  the page meanwhile, the slowest frame", "17 ms", "%.0f ms (%d of %d over 33, median %.0f)", frames[len(frames)-1], over, len(frames), middle(frames))
	until := func(act, done string) float64 {
		return eval[float64](b, `new Promise(r => { const t = performance.now(); `+act+`;
			const look = () => (`+done+`) ? r(performance.now() - t) : requestAnimationFrame(look); look(); })`)
	}
	line("  another page of it", "", "%.0f ms", until(`document.querySelector(".agree-page:nth-child(2)").click()`, `document.querySelector("#agree-pairs")`))
	line("  the differences behind it", "", "%.0f ms", until(`document.querySelector(".agree-page:nth-child(6)").click()`, `document.querySelector(".differ")`))
}

// BenchmarkProjectExport prints what it takes the page to have 100,000 records exported.
func BenchmarkProjectExport(b *testing.B) {
	d := serve(b)
	for b.Loop() {
		measureExport(b, d, 5, 20_000)
	}
}

func measureExport(tb *testing.B, d *desk, bundles, articles int) {
	b := start(tb, d.origin(), tb.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	for i := range bundles {
		b.drop(file{name: "some.galley.jsonl", data: briefBundle(tb, i*articles, articles)})
		b.waitFor("the articles", fmt.Sprintf(`document.querySelector(".progress")?.innerText.includes("of %d finished")`, (i+1)*articles))
	}
	b.keys("w")
	b.waitFor("what the file will hold", fmt.Sprintf(`document.querySelector("#export-lead")?.innerText.includes("in %d articles")`, bundles*articles))
	b.waitFor("the desk to rest", `document.querySelector("#export-preview[aria-busy=false]")`)
	took := eval[struct {
		MS     float64
		Frames []float64
		Slow   []string // when frames took longer, and what was shown then
	}](b, `new Promise(done => {
		const frames = [], slow = [], began = performance.now();
		let last = began;
		const step = (now) => {
			frames.push(now - last);
			if (now - last > 50.5) slow.push(((now - began) / 1000).toFixed(1) + " s " + (document.querySelector("#exporting p")?.innerText.split(" ")[0] ?? "at the end"));
			last = now;
			if (document.querySelector("#exports")) requestAnimationFrame(step);
			else done({MS: performance.now() - began, Frames: frames.slice(1), Slow: slow});
		};
		requestAnimationFrame(step);
		document.querySelector("#exports .primary").click();
	})`)
	path := b.download(".jsonl")
	info, err := os.Stat(path)
	if err != nil {
		tb.Fatal(err)
	}
	frames := slices.Sorted(slices.Values(took.Frames))
	when := ""
	if len(took.Slow) > 0 {
		when = ": " + strings.Join(took.Slow, ", ")
	}
	what := fmt.Sprintf("exporting %d records in the browser, slowest of %d frames", bundles*articles, len(frames))
	line(what, "50 ms", "%.0f ms (median %.0f, %d over%s)", frames[len(frames)-1], middle(frames), len(took.Slow), when)
	line("  click to file, written, read again and compared", "", "%.1f s for %.0f MB", took.MS/1000, float64(info.Size())/1e6)
	line("  JavaScript's heap and wasm's memory of the page", "250 MB", "%.0f MB",
		eval[float64](b, `performance.memory.usedJSHeapSize / 1e6 + (globalThis.galleyMemory?.() || 0) / 1e6`))
}

// briefBundle is a project of articles of a line with two spans each.
func briefBundle(tb testing.TB, first, articles int) []byte {
	tb.Helper()
	recs := []journal.Record{{Project: &annotate.Project{ID: "brief", Name: "Brief", Scheme: "galley-news@1", Preset: "standard"}}}
	for i := first; i < first+articles; i++ {
		t := annotate.NewText(fmt.Sprintf("“Boat %d sailed 🙂,” the harbor office of pier %d said on Monday, and nobody asked why it had waited until then.\n", i, i%31))
		doc := annotate.NewDocument(annotate.DocID(fmt.Sprintf("b%06d", i)), fmt.Sprintf("Boat %d sails", i), t)
		doc.Order = i + 1
		span := func(id annotate.SpanID, label annotate.Label, from, to annotate.Pos) annotate.Op {
			return annotate.AddSpan{Span: annotate.Span{ID: id, Label: label, Ranges: []annotate.Range{{From: from, To: to}}}}
		}
		e := journal.Entry{Ref: journal.Ref{Actor: "bench", Seq: i + 1}, Lamport: i + 1, Stream: journal.Stream{Doc: doc.ID, Layer: "Ana"},
			Tx: annotate.Tx{span(annotate.SpanID(fmt.Sprintf("c%d", i)), "content", 0, 14), span(annotate.SpanID(fmt.Sprintf("s%d", i)), "source", 20, 37)}}
		recs = append(recs, journal.Record{Document: &doc}, journal.Record{Entry: &e})
	}
	var out bytes.Buffer
	if err := bundle.Write(&out, recs); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// manyBundle is a project of articles from first on, each of some three kilobytes, with so many spans on each.
func manyBundle(tb testing.TB, first, articles, spans int) []byte {
	tb.Helper()
	recs := []journal.Record{{Project: &annotate.Project{ID: "many", Name: "Many", Scheme: "galley-news@1", Preset: "standard"}}}
	for i := first; i < first+articles; i++ {
		var text strings.Builder
		fmt.Fprintf(&text, "The harbor office counted again, no %d.\n\n", i)
		for n := 0; text.Len() < 3000; n++ {
			fmt.Fprintf(&text, "On day %d boat%dx sailed, the office said. “We counted %d,” said officer %d.\n", n, i, n*i%97, i%31)
		}
		t := annotate.NewText(text.String())
		doc := annotate.NewDocument(annotate.DocID(fmt.Sprintf("m%05d", i)), fmt.Sprintf("The harbor office counted again, no %d.", i), t)
		doc.Order = i
		recs = append(recs, journal.Record{Document: &doc})
		if spans == 0 {
			continue
		}
		var tx annotate.Tx
		for n := range spans {
			from := annotate.Pos(n * 25)
			s := annotate.Span{ID: annotate.SpanID(fmt.Sprintf("s%d-%d", i, n)), Label: "claim", Ranges: []annotate.Range{{From: from, To: from + 20}}}
			tx = append(tx, annotate.AddSpan{Span: s})
		}
		e := journal.Entry{Ref: journal.Ref{Actor: "bench", Seq: i + 1}, Lamport: i + 1, Stream: journal.Stream{Doc: doc.ID, Layer: "Ana"}, Tx: tx}
		recs = append(recs, journal.Record{Entry: &e})
	}
	var out bytes.Buffer
	if err := bundle.Write(&out, recs); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func line(what, budget, format string, args ...any) {
	fmt.Printf("%-64s %8s   %s\n", what, budget, fmt.Sprintf(format, args...))
}

func middle(all []float64) float64 {
	all = slices.Sorted(slices.Values(all))
	return all[len(all)/2]
}

// longBundle is a project with an article of a megabyte and 20,000 spans of four labels on it, and one of a line.
func longBundle(tb testing.TB) []byte {
	tb.Helper()
	var text strings.Builder
	for i := 0; text.Len() < 1<<20; i++ {
		fmt.Fprintf(&text, "The harbor office said on day %d that %d boats had sailed, and that the crews disputed it. “We counted them,” said officer %d, “twice.”\n", i, i%97, i)
	}
	t := annotate.NewText(text.String())
	doc := annotate.NewDocument("long", "A megabyte of copy", t)
	short := annotate.NewDocument("short", "A line of copy", annotate.NewText("A line of copy, so that something else lies open before the long article is opened.\n"))
	words := t.Segments(annotate.Word, annotate.Range{To: t.Len()})
	labels := []annotate.Label{"credit", "source", "cue", "content"} // no claims, so that there is room for them everywhere
	var tx annotate.Tx
	step := len(words) / 20000
	for i := range 20000 {
		from := words[i*step]
		r := annotate.Range{From: from.From, To: words[min(i*step+i%4, len(words)-1)].To}
		tx = append(tx, annotate.AddSpan{Span: annotate.Span{ID: annotate.SpanID(fmt.Sprintf("s%d", i)), Label: labels[i%4], Ranges: []annotate.Range{r}}})
		if i%4 == 3 && i/4%5 < 2 { // 2,000 contents have a source
			tx = append(tx, annotate.AddRelation{Relation: annotate.Relation{ID: annotate.SpanID(fmt.Sprintf("r%d", i)), Label: "source",
				Head: annotate.SpanID(fmt.Sprintf("s%d", i)), Tail: annotate.SpanID(fmt.Sprintf("s%d", i-2))}})
		}
	}
	var out bytes.Buffer
	err := bundle.Write(&out, []journal.Record{
		{Project: &annotate.Project{ID: "long", Name: "Long", Scheme: "galley-news@1", Preset: "standard"}},
		{Document: &doc},
		{Document: &short},
		{Entry: &journal.Entry{Ref: journal.Ref{Actor: "bench", Seq: 1}, Lamport: 1, Stream: journal.Stream{Doc: doc.ID, Layer: "Ana"}, Tx: tx}},
	})
	if err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}
