package host

import (
	"math"
	"strconv"
	"strings"

	"galley/app/editor"
)

// csv is the table behind a drawing as a file: a figure that has an interval is three columns.
func csv(b editor.AgreeBlock) []byte {
	var out strings.Builder
	wide := make([]int, len(b.Head))
	for _, r := range b.Rows {
		for i, c := range r.Cells {
			wide[i] = max(wide[i], len(c.Raw))
		}
	}
	row := func(cells []string) {
		for i, c := range cells {
			if i > 0 {
				out.WriteByte(',')
			}
			out.WriteString(quoted(c))
		}
		out.WriteString("\r\n")
	}
	var head []string
	for i, h := range b.Head {
		head = append(head, h)
		if wide[i] == 3 {
			head = append(head, h+" low", h+" high")
		}
	}
	row(head)
	for _, r := range b.Rows {
		var cells []string
		for _, c := range r.Cells {
			if c.Raw == nil {
				cells = append(cells, c.Text)
			}
			cells = append(cells, c.Raw...)
		}
		row(cells)
	}
	return []byte(out.String())
}

// quoted writes a cell of CSV (RFC 4180) so that no spreadsheet runs it.
func quoted(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		if x, err := strconv.ParseFloat(s, 64); err != nil || math.IsNaN(x) {
			s = "'" + s
		}
	}
	if strings.ContainsAny(s, ",\"\r\n") {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}
