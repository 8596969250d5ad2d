package engine_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate/rules/engine"
)

// long is an invented article of about 60 kB.
func long() engine.Document {
	var b strings.Builder
	for i := 0; b.Len() < 60_000; i++ {
		fmt.Fprintf(&b, "The harbour board of Portvale met for the %dth time on Tuesday, and port director Lena Osk said the ferry “will not sail before spring.” "+
			"Fares rose to $%d.50, up from $%d — a rise of 4%%, the board’s spokesman, Jan Roe, said in a statement.\n\n", i+3, i%9+2, i%9+1)
	}
	return article(b.String())
}

func BenchmarkRun(b *testing.B) {
	doc := long()
	for _, bb := range []struct{ name, body string }{
		{"empty", ``},
		{"text", `doc.text.length`},
		{"tokens", `doc.tokens.length`},
		{"sentences", `doc.sentences.length`},
		{"find", `for (const m of doc.find(/\b(\p{Lu}\w+ \p{Lu}\w+), said/g)) emit.span(m, "source")`},
		{"loop", `let n = 0; const t = doc.text; for (let i = 0; i < t.length; i++) if (t.charCodeAt(i) === 97) n++;`},
		{"rule", `for (const q of doc.quotations) emit.span(q, "claim", { reason: "quoted" }); for (const m of doc.find(/(\p{Lu}\w+ \p{Lu}\w+) said/, { group: 1 })) emit.span(m, "source", { confidence: 0.8, reason: "a name before said" });`},
	} {
		r := load(b, head+"export function suggest(doc, emit) {"+bb.body+"}")
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if report := r.Run(b.Context(), doc, engine.Options{}); report.Stop != nil {
					b.Fatal(report.Stop)
				}
			}
		})
	}
}
