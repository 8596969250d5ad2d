//go:build e2e

package e2e

import (
	"fmt"
	"slices"
	"testing"

	"galley/annotate"
)

func BenchmarkZZ(b *testing.B) {
	d := serve(b)
	for b.Loop() {
		measureZZ(b, d, crew{articles: 1000, spans: 40, project: "large", ids: "g%04d"})
	}
}

func measureZZ(tb *testing.B, d *desk, c crew) {
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
		globalThis.said = []; let was = ""; const step = (now) => {
			const text = document.querySelector("#agree-run")?.innerText ?? ""; const w = text.replace(/[0-9]+/g, "").slice(0, 60); if (w !== was) { said.push((now - t).toFixed(0) + " " + text.slice(0, 60)); was = w; }
			took.push(now - last);
			last = now;
			if (document.querySelector(".agree-tile") && !document.querySelector("#agree-run")) r([performance.now() - t, ...took.slice(1)]); else requestAnimationFrame(step);
		};
		requestAnimationFrame(step);
	})`)
	for _, x := range eval[[]string](b, "said") { println(x) }
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

