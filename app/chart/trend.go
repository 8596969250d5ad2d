package chart

import (
	"math"
	"strings"
)

// A Moment is a value at a time.
type Moment struct {
	Value
	When string // below the axis
}

// Trend draws values one after the other, from 0 to 1, each with its interval. Room is how wide the drawing may be.
func Trend(id, title, desc string, moments []Moment, room float64) Node {
	const high, top, left, foot = 132.0, 24.0, 34.0, 44.0
	y := func(share float64) float64 { return top + (1-min(max(share, 0), 1))*high }
	step := (room - left - 16) / float64(max(len(moments), 1))
	x := func(i int) float64 { return left + (float64(i)+0.5)*step }
	var kids []Node
	for _, tick := range []struct {
		share float64
		text  string
	}{{0, "0"}, {0.5, "0.5"}, {1, "1"}} {
		kids = append(kids, line("axis", left, y(tick.share), room-8, y(tick.share)), words("small", "end", left-6, y(tick.share)+4, tick.text))
	}
	var path []string
	for i, m := range moments {
		if math.IsNaN(m.Is) {
			continue
		}
		verb := "L"
		if len(path) == 0 {
			verb = "M"
		}
		path = append(path, verb+px(x(i))+" "+px(y(m.Is)))
	}
	if len(path) > 1 {
		kids = append(kids, Node{Tag: "path", Class: "trend", Attrs: []Attr{{"d", strings.Join(path, " ")}}})
	}
	every := max(int(math.Ceil(58/max(step, 1))), 1) // dates that would touch are left out
	for i, m := range moments {
		var one []Node
		if m.Ref != "" { // a dot is small to hit: the whole of its part is taken for it
			one = append(one, rect("press", left+float64(i)*step, top-14, step, high+14+foot))
		}
		if !math.IsNaN(m.Is) {
			if !math.IsNaN(m.Low) && !math.IsNaN(m.High) {
				one = append(one, line("reach", x(i), y(m.Low), x(i), y(m.High)))
			}
			one = append(one, dot(x(i), y(m.Is), 4))
			if step >= 30 {
				one = append(one, words("ink", "middle", x(i), min(y(m.Is), y(or(m.High, m.Is)))-8, m.Text))
			}
		}
		if i%every == 0 {
			one = append(one, words("small", "middle", x(i), top+high+18, m.When))
			if step >= 40 {
				one = append(one, words("small", "middle", x(i), top+high+34, m.Small))
			}
		}
		kids = append(kids, group(m.Ref, one...))
	}
	return drawing(id, title, desc, room, top+high+foot, kids...)
}

func or(a, b float64) float64 {
	if math.IsNaN(a) {
		return b
	}
	return a
}
