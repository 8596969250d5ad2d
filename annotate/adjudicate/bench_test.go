package adjudicate

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
)

// A long article, two readers, a thousand cases, all settled: what a key press works out anew.
func BenchmarkCases(b *testing.B) {
	long := annotate.NewText(strings.Repeat("The pier is safe. ", 1000))
	lay := func(name string, longer annotate.Pos) annotate.Layer {
		var spans []annotate.Span
		for i := range annotate.Pos(1000) {
			spans = append(spans, annotate.Span{ID: annotate.SpanID(fmt.Sprint(name, i)), Label: "claim", Ranges: []annotate.Range{{From: i * 18, To: i*18 + 10 + longer}}})
		}
		return annotate.Laid(long, spans, nil, nil)
	}
	s := Lay([]Reader{{"ana", lay("a", 0)}, {"ben", lay("b", 2)}})
	c := s.Cases(annotate.NewLayer(long))
	tx, _, _ := c.Each(func(Cases, Case) (Verdict, bool) { return Verdict{Choice: Take, Of: "ana"}, true }, annotate.Scheme{})
	gold, _, err := c.Gold.Apply(tx)
	if err != nil {
		b.Fatal(err)
	}
	now := s.Cases(gold)
	for b.Loop() {
		now.On(gold)
	}
}
