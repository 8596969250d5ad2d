package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A peerCase is one text of the comparison.
type peerCase struct{ Size, Spans int } // in characters; how many spans

func (c peerCase) size() string {
	if c.Size >= 1_000_000 {
		return fmt.Sprintf("%d MB", c.Size/1_000_000)
	}
	return fmt.Sprintf("%d kB", c.Size/1000)
}

// peerCases are the texts in the order they are measured: from the smallest, so that a surface which cannot open one is not
// asked to open a larger one. A text has at most a span for each 50 characters.
var peerCases = []peerCase{{10_000, 100}, {100_000, 100}, {1_000_000, 100}, {100_000, 2_000}, {1_000_000, 2_000}, {1_000_000, 20_000}}

// Figures are what was measured of one surface with one text. Times are in milliseconds, memory in million bytes.
type figures struct {
	Surface string
	Case    peerCase
	Failed  string // why there are no figures, or only the first of them; "" when all are there

	Open              float64
	Marks             int // how many were made and timed
	Mark50, Mark95    float64
	Frame95, FrameMax float64
	Memory            float64
	Nodes             float64 // DOM nodes touched by one mark, the median
	Notes             []string
}

// A column is one figure of the table: smaller is better in all of them.
type column struct {
	head, better string // what a lesser surface is: "slower to open"
	of           func(figures) float64
	digits       int
}

var peerColumns = []column{
	{"open, ms", "slower to open", func(f figures) float64 { return f.Open }, 0},
	{"mark p50, ms", "slower to mark at p50", func(f figures) float64 { return f.Mark50 }, 1},
	{"mark p95, ms", "slower to mark at p95", func(f figures) float64 { return f.Mark95 }, 1},
	{"frame p95, ms", "slower to scroll at p95", func(f figures) float64 { return f.Frame95 }, 0},
	{"worst frame, ms", "slower in its worst frame", func(f figures) float64 { return f.FrameMax }, 0},
	{"memory, MB", "heavier in memory", func(f figures) float64 { return f.Memory }, 1},
	{"nodes a mark", "touches more nodes", func(f figures) float64 { return f.Nodes }, 0},
}

// print is a figure as the table has it; a surface that got that far without one has a dash.
func (m column) print(f figures) string {
	if f.Failed != "" && m.of(f) == 0 {
		return "–"
	}
	return fmt.Sprintf("%.*f", m.digits, m.of(f))
}

// losses says in words where ours is worse than the best of the others, as far as the printed figures show it. There is no
// margin of grace: what is noise, the reader judges by the figures, which stand beside the words.
func losses(ours figures, others []figures) string {
	if ours.Failed != "" {
		return "Galley: " + ours.Failed
	}
	var said []string
	for _, m := range peerColumns {
		var best *figures
		for i, o := range others {
			if o.Case == ours.Case && o.Surface != ours.Surface && m.print(o) != "–" && (best == nil || m.of(o) < m.of(*best)) {
				best = &others[i]
			}
		}
		if best != nil && m.of(*best) < m.of(ours) && m.print(*best) != m.print(ours) {
			said = append(said, fmt.Sprintf("%s than %s (%s to %s)", m.better, best.Surface, m.print(ours), m.print(*best)))
		}
	}
	alone := !slices.ContainsFunc(others, func(o figures) bool { return o.Case == ours.Case && o.Surface != ours.Surface })
	switch {
	case alone:
		return "no other surface in this run"
	case len(said) == 0:
		return "Galley loses nowhere"
	}
	return "Galley is " + strings.Join(said, "; ")
}

// peersTable is the comparison as a Markdown table, a row for each text and surface, with Galley's row first and its losses in it.
func peersTable(all []figures) string {
	var b strings.Builder
	b.WriteString("| text | spans | surface |")
	rule := "\n|---:|---:|---|"
	for _, m := range peerColumns {
		fmt.Fprintf(&b, " %s |", m.head)
		rule += "---:|"
	}
	b.WriteString(" in words |" + rule + "---|\n")
	for _, c := range peerCases {
		for _, f := range all {
			if f.Case != c {
				continue
			}
			fmt.Fprintf(&b, "| %s | %s | %s |", c.size(), thousands(c.Spans), f.Surface)
			for _, m := range peerColumns {
				fmt.Fprintf(&b, " %s |", m.print(f))
			}
			words := f.Failed
			if f.Surface == galleyName {
				words = losses(f, all)
			}
			if len(f.Notes) > 0 {
				words = strings.TrimPrefix(words+"; "+strings.Join(f.Notes, "; "), "; ")
			}
			fmt.Fprintf(&b, " %s |\n", strings.ReplaceAll(words, "|", "/"))
		}
	}
	return b.String()
}

// galleyName is what Galley's rows are called.
const galleyName = "Galley"

// thousands prints n with commas.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func TestLosses(t *testing.T) {
	c := peerCase{10_000, 100}
	ours := figures{Surface: galleyName, Case: c, Open: 100, Mark50: 9.04, Mark95: 12, Frame95: 17, FrameMax: 20, Memory: 40, Nodes: 30}
	tests := []struct {
		name   string
		ours   figures
		others []figures
		want   string
	}{
		{"alone", ours, nil, "no other surface in this run"},
		{"another text does not count", ours, []figures{{Surface: "x", Case: peerCases[1]}}, "no other surface in this run"},
		{"the best is named", ours, []figures{
			{Surface: "x", Case: c, Open: 90, Mark50: 20, Mark95: 20, Frame95: 20, FrameMax: 30, Memory: 50, Nodes: 40},
			{Surface: "y", Case: c, Open: 50, Mark50: 20, Mark95: 20, Frame95: 20, FrameMax: 30, Memory: 50, Nodes: 2},
		}, "Galley is slower to open than y (100 to 50); touches more nodes than y (30 to 2)"},
		{"what prints alike is alike", ours, []figures{
			{Surface: "x", Case: c, Open: 100.4, Mark50: 9.02, Mark95: 20, Frame95: 20, FrameMax: 30, Memory: 50, Nodes: 40},
		}, "Galley loses nowhere"},
		{"who failed is no rival", ours, []figures{{Surface: "x", Case: c, Failed: "over 60 s to open"}}, "Galley loses nowhere"},
		{"failing is a loss", figures{Surface: galleyName, Case: c, Failed: "over 60 s to open"}, nil, "Galley: over 60 s to open"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := losses(tt.ours, tt.others); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
	table := peersTable([]figures{ours, {Surface: "x", Case: c, Failed: "over 60 s to open"}})
	for _, row := range []string{
		"| 10 kB | 100 | Galley | 100 | 9.0 | 12.0 | 17 | 20 | 40.0 | 30 | Galley loses nowhere |",
		"| 10 kB | 100 | x | – | – | – | – | – | – | – | over 60 s to open |",
	} {
		if !strings.Contains(table, row+"\n") {
			t.Errorf("the table lacks\n%s\nit is\n%s", row, table)
		}
	}
}
