package chart

// A Cell is one cell of a heat map.
type Cell struct {
	Text  string  // printed in it
	Share float64 // from 0 to 1, how dark it is; [None] for a cell without a value
	Ref   string
}

// Heat draws a matrix with the value printed in each cell, its rows and columns named. A row has a cell for each column;
// one without text and share is left out. Room is how wide the drawing should be, if cells that can be read fit into it.
func Heat(id, title, desc string, rows, columns []string, cells [][]Cell, room float64) Node {
	const cellH, gap = 38.0, 2.0
	left, top := 0.0, 0.0
	for _, r := range rows {
		left = max(left, min(width(r), 130)+10)
	}
	for _, c := range columns {
		top = max(top, min(width(c), 110)*0.62+22)
	}
	lean := 0.0 // how far the last column's name leans out to the right
	if n := len(columns); n > 0 {
		lean = min(width(columns[n-1]), 110)*0.8 + 4
	}
	cellW := min(52.0, max(36.0, (room-left-lean)/max(float64(len(columns))-0.5, 1)))
	var kids []Node
	for j, name := range columns {
		x, y := left+float64(j)*cellW+cellW/2-4, top-8
		text := words("ink", "start", x, y, fitted(name, 110))
		text.Attrs = append(text.Attrs, Attr{"transform", "rotate(-38 " + px(x) + " " + px(y) + ")"})
		kids = append(kids, text)
	}
	for i, name := range rows {
		y := top + float64(i)*cellH
		kids = append(kids, words("ink", "end", left-8, y+cellH/2+5, fitted(name, 130)))
		for j, c := range cells[i] {
			if c.Text == "" {
				continue
			}
			x := left + float64(j)*cellW
			fill, text := tone(c.Share)
			kids = append(kids, group(c.Ref,
				rect(fill, x+gap/2, y+gap/2, cellW-gap, cellH-gap),
				words(text, "middle", x+cellW/2, y+cellH/2+5, c.Text)))
		}
	}
	right := max(left+float64(len(columns))*cellW+4, left+(float64(len(columns))-0.5)*cellW+lean)
	return drawing(id, title, desc, right, top+float64(len(rows))*cellH+2, kids...)
}
