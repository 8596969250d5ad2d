package paper

import (
	"fmt"
	"strings"

	"galley/annotate/agreement"
	"galley/annotate/agreement/report"
)

// A writer puts HTML together. What comes from people only ever passes through text, which escapes it.
type writer struct{ strings.Builder }

// raw writes markup of this package's own; every string among the arguments is escaped.
func (w *writer) raw(format string, args ...any) {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = escape(s)
		}
	}
	fmt.Fprintf(w, format, args...)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;", "\x00", "\ufffd")

// escape makes a text fit for between tags and for between quotes of an attribute.
func escape(s string) string { return escaper.Replace(s) }

// A cell is what stands in a table: a text, or a figure with its interval, or why there is none.
type cell struct {
	text, small string
	number      bool // set to the right
	ask         bool // what a measure asks: on paper the definitions have it
	why         bool // small says why there is no figure
}

func words(s string) cell { return cell{text: s} }
func count(n int) cell    { return cell{text: fmt.Sprint(n), number: true} }

// value shows a figure with its interval below it.
func value(f agreement.Figure) cell {
	v, ok := f.Value.Get()
	if !ok {
		return cell{text: "–", small: reason(f), number: true, why: true}
	}
	c := cell{text: decimal(v, 3), number: true}
	low, ok := f.Interval.Low.Get()
	high, _ := f.Interval.High.Get()
	if ok {
		c.small = decimal(low, 3) + " to " + decimal(high, 3)
	}
	return c
}

// behind shows a figure with how many items are behind it.
func behind(f report.Figure) cell {
	c := value(f.Figure)
	if !c.why {
		c.small = strings.TrimSpace(c.small + fmt.Sprintf(" (%d)", f.Items))
	}
	return c
}

// reason says why there is no value.
func reason(f agreement.Figure) string {
	if f.Status == "" {
		return "not computed"
	}
	return strings.TrimPrefix(string(f.Status), "undefined: ")
}

func number(n agreement.Number) cell {
	return cell{text: strings.Replace(n.Text(3), "-", "−", 1), number: true}
}

func decimal(v float64, digits int) string {
	return strings.Replace(agreement.Of(v).Text(digits), "-", "−", 1)
}

// mostInLine is how many columns a table may have whose intervals stand beside figures on paper, and not below them.
const mostInLine = 7

// table writes a table; its first column heads the rows. A row shorter than the head leaves cells empty.
func (w *writer) table(caption string, head []string, rows [][]cell) {
	few := ""
	if len(head) <= mostInLine {
		few = "few"
	}
	w.raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"%s\"><caption>%s</caption><thead><tr>", caption, few, caption)
	for i, h := range head {
		class := ""
		if len(rows) > 0 && i < len(rows[0]) && rows[0][i].number {
			class = "n"
		}
		if len(rows) > 0 && i < len(rows[0]) && rows[0][i].ask {
			class = "ask"
		}
		w.raw("<th scope=\"col\" class=\"%s\">%s</th>", class, h)
	}
	w.raw("</tr></thead><tbody>")
	for _, row := range rows {
		w.raw("<tr>")
		for i, c := range row {
			switch {
			case i == 0:
				w.raw("<th scope=\"row\">%s</th>", c.text)
			case c.number:
				w.raw("<td class=\"n\">%s", c.text)
			case c.ask:
				w.raw("<td class=\"ask\">%s", c.text)
			default:
				w.raw("<td>%s", c.text)
			}
			if c.small != "" {
				class := ""
				if c.why {
					class = "why"
				}
				w.raw("<small class=\"%s\">%s</small>", class, c.small)
			}
			if i > 0 {
				w.raw("</td>")
			}
		}
		for range len(head) - len(row) { // so that the line below a row goes to the end
			w.raw("<td></td>")
		}
		w.raw("</tr>\n")
	}
	w.raw("</tbody></table></div>\n")
}
