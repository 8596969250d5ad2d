package chart

import "math"

// A Value is a value with its interval, from Floor to 1.
type Value struct {
	Text      string  // printed beside it: the value, or "–"
	Is        float64 // [None] for none
	Low, High float64 // [None] for no interval
	Small     string  // below it: what it is of, or why there is none
	Ref       string
}

// A Row is the values of one thing.
type Row struct {
	Name   string
	Small  string // beside the name
	Values []Value
	Strong bool
}

// Intervals draws values as dots on thin lines, a row for each thing, a column for each question. Room is how wide the drawing
// may be.
func Intervals(id, title, desc string, columns []string, rows []Row, room float64) Node {
	const rowH, head = 46.0, 26.0
	stacked := room < 560 // the name stands above its values
	left := 0.0
	if !stacked {
		for _, r := range rows {
			left = max(left, min(max(width(r.Name), width(r.Small)*0.86), 150)+12)
		}
	}
	colW := (room - left) / float64(max(len(columns), 1))
	high := rowH
	if stacked {
		high += 22
	}
	var kids []Node
	for j, c := range columns {
		kids = append(kids, words("small", "start", left+float64(j)*colW, 16, c))
	}
	for i, r := range rows {
		y := head + float64(i)*high
		class := "ink"
		if r.Strong {
			class = "strong"
		}
		kids = append(kids, line("axis", 0, y, room, y))
		if stacked {
			kids = append(kids, words(class, "start", 0, y+17, fitted(r.Name, room*0.6)), words("small", "end", room, y+17, r.Small))
			y += 20
		} else {
			kids = append(kids, words(class, "start", 0, y+19, fitted(r.Name, left)), words("small", "start", 0, y+36, r.Small))
		}
		for j, v := range r.Values {
			kids = append(kids, strip(v, left+float64(j)*colW, y, colW-14))
		}
	}
	return drawing(id, title, desc, room, head+float64(len(rows))*high, kids...)
}

// strip is one value: the figure, the line from 0 to 1 with the interval on it, and what it is of.
func strip(v Value, x, y, w float64) Node {
	const text = 40.0
	from, long := x+text, w-text
	at := func(share float64) float64 { return from + min(max(share, 0), 1)*long }
	kids := []Node{
		rect("press", x-2, y+3, w+4, 40),
		words("ink", "start", x, y+19, v.Text),
	}
	if !math.IsNaN(v.Is) {
		kids = append(kids, line("axis", from, y+14, from+long, y+14), line("axis", from, y+10, from, y+18), line("axis", from+long, y+10, from+long, y+18))
		if !math.IsNaN(v.Low) && !math.IsNaN(v.High) {
			kids = append(kids, line("reach", at(v.Low), y+14, at(v.High), y+14))
		}
		kids = append(kids, dot(at(v.Is), y+14, 4))
	}
	if v.Small != "" {
		kids = append(kids, words("small", "start", x, y+36, v.Small))
	}
	return group(v.Ref, kids...)
}
