package paper

import (
	"fmt"
	"math"

	"galley/annotate/agreement"
)

// A row of a chart is a figure with a name.
type row struct {
	name string
	agreement.Figure
}

// The measures of charts of intervals, in user units, which are CSS pixels on a telephone: text stays as large there.
const (
	chartWide = 380
	chartName = 132 // what names take
	chartLine = 19
)

// intervals draws figures as dots on thin lines, one below the other, from 0 to 1 or from as far below 0 as there is need.
func (w *writer) intervals(id, title, about string, rows []row) {
	least := 0.0
	for _, r := range rows {
		for _, n := range []agreement.Number{r.Value, r.Interval.Low} {
			if v, ok := n.Get(); ok {
				least = min(least, v)
			}
		}
	}
	least = max(math.Floor(least*4)/4, -1)
	at := func(v float64) float64 {
		return chartName + (max(v, least)-least)/(1-least)*(chartWide-chartName-10)
	}
	high := chartLine*len(rows) + 22
	w.open(id, title, about, chartWide, high)
	for _, tick := range ticks(least) {
		w.raw("<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%d\"/><text class=\"quiet mid\" x=\"%.1f\" y=\"%d\">%s</text>",
			at(tick), at(tick), high-18, at(tick), high-4, decimal(tick, 2))
	}
	for i, r := range rows {
		y := float64(chartLine*i) + chartLine/2
		w.raw("<text class=\"end\" x=\"%d\" y=\"%.1f\">%s</text>", chartName-8, y+4, short(r.name, 20))
		v, ok := r.Value.Get()
		if !ok {
			w.raw("<text class=\"quiet\" x=\"%d\" y=\"%.1f\">%s</text>", chartName+2, y+4, short(reason(r.Figure), 36))
			continue
		}
		if low, ok := r.Interval.Low.Get(); ok {
			top, _ := r.Interval.High.Get()
			w.raw("<line class=\"reach\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>", at(low), at(min(top, 1)), y, y)
		}
		w.raw("<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", at(v), y)
	}
	w.raw("</svg></figure>\n")
}

// ticks are the places that the scale from least to 1 names.
func ticks(least float64) []float64 {
	all := []float64{0, 0.25, 0.5, 0.75, 1}
	switch {
	case least < -0.5:
		all = []float64{-1, -0.5, 0, 0.5, 1}
	case least < 0:
		all = []float64{least, 0, 0.5, 1}
	}
	return all
}

// overTime draws figures one after the other, with their intervals, joined by a line.
func (w *writer) overTime(id, title, about string, rows []row) {
	const top, foot, left = 10, 22, 34
	const high = 150
	at := func(i int) float64 {
		return left + (float64(i)+0.5)*float64(chartWide-left-6)/float64(len(rows))
	}
	up := func(v float64) float64 { return top + (1-min(max(v, 0), 1))*(high-top-foot) }
	w.open(id, title, about, chartWide, high)
	for _, tick := range []float64{0, 0.25, 0.5, 0.75, 1} {
		w.raw("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/><text class=\"quiet end\" x=\"%d\" y=\"%.1f\">%s</text>",
			left, chartWide, up(tick), up(tick), left-6, up(tick)+4, decimal(tick, 2))
	}
	path, command := "", "M"
	for i, r := range rows {
		if v, ok := r.Value.Get(); ok {
			path += fmt.Sprintf("%s%.1f %.1f", command, at(i), up(v))
			command = "L"
		} else {
			command = "M"
		}
	}
	w.raw("<path class=\"line\" d=\"%s\"/>", path)
	for i, r := range rows {
		w.raw("<text class=\"quiet mid\" x=\"%.1f\" y=\"%d\">%s</text>", at(i), high-6, r.name)
		v, ok := r.Value.Get()
		if !ok {
			continue
		}
		if low, ok := r.Interval.Low.Get(); ok {
			most, _ := r.Interval.High.Get()
			w.raw("<line class=\"reach\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>", at(i), at(i), up(low), up(most))
		}
		w.raw("<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", at(i), up(v))
	}
	w.raw("</svg></figure>\n")
}

// A square is a matrix to be drawn: a text and a shade from 0 to 1 in each cell.
type square struct {
	names []string // of rows and columns
	text  func(row, column int) string
	shade func(row, column int) float64
}

// heat draws a matrix, in one hue of five steps, with what each cell says printed in it. Columns are headed by the number of their
// row, so that long names need no turning.
func (w *writer) heat(id, title, about string, s square) {
	n := len(s.names)
	wide := max(26, min(46, 560/max(n, 1)))
	const high, left = 22, 150
	w.open(id, title, about, left+wide*n+2, high*(n+1)+2)
	for j := range n {
		w.raw("<text class=\"quiet mid\" x=\"%d\" y=\"%d\">%d</text>", left+wide*j+wide/2, high-7, j+1)
	}
	for i, name := range s.names {
		y := high * (i + 1)
		w.raw("<text class=\"end\" x=\"%d\" y=\"%d\">%s <tspan class=\"quiet\">%d</tspan></text>", left-6, y+15, short(name, 18), i+1)
		for j := range n {
			step := int(min(max(s.shade(i, j), 0), 1) * 4.999)
			w.raw("<rect class=\"s%d\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/><text class=\"mid t%d\" x=\"%d\" y=\"%d\">%s</text>",
				step, left+wide*j, y, wide, high, step, left+wide*j+wide/2, y+15, s.text(i, j))
		}
	}
	w.raw("</svg></figure>\n")
}

// open begins a chart that says what it shows to those who do not see it, too.
func (w *writer) open(id, title, about string, wide, high int) {
	class, reach := "", ""
	if wide > chartWide { // it may be wider than the screen, and people without a mouse must reach what is out of sight
		class, reach = "large", " tabindex=\"0\""
	}
	w.raw("<figure class=\"chart\"")
	w.WriteString(reach)
	w.raw("><svg class=\"%s\" role=\"img\" aria-labelledby=\"%s-title %s-about\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\"><title id=\"%s-title\">%s</title><desc id=\"%s-about\">%s</desc>",
		class, id, id, wide, high, wide, high, id, title, id, about)
}

// short cuts a name that is too long for its place; the table has it whole.
func short(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most-1]) + "…"
}
