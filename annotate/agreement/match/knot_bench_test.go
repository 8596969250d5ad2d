package match

import "testing"

// A mark over the whole article ties all others into one knot.
func BenchmarkKnot(b *testing.B) {
	x, y := []Span{{Label: "article", Parts: []Range{{0, 20_000}}}}, []Span{{Label: "article", Parts: []Range{{0, 19_999}}}}
	for i := range 1000 {
		x = append(x, Span{Label: "claim", Parts: []Range{{i * 10, i*10 + 12}}})
		y = append(y, Span{Label: "claim", Parts: []Range{{i*10 + i%3, i*10 + 9}}})
	}
	for b.Loop() {
		Spans(x, y)
	}
}
