package e2e

import (
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
)

// A panel is one of the small charts: how one figure grows with the text.
type panel struct {
	title string
	cases []peerCase
	of    func(figures) float64
}

var growing = []peerCase{{10_000, 100}, {100_000, 2_000}, {1_000_000, 20_000}}
var steady = []peerCase{{10_000, 100}, {100_000, 100}, {1_000_000, 100}}

var panels = []panel{
	{"Opening, 100 spans", steady, func(f figures) float64 { return f.Open }},
	{"Opening, 100, 2,000 and 20,000 spans", growing, func(f figures) float64 { return f.Open }},
	{"One mark (median), 100 spans", steady, func(f figures) float64 { return f.Mark50 }},
	{"One mark (median), 100, 2,000 and 20,000 spans", growing, func(f figures) float64 { return f.Mark50 }},
}

// Lines differ by their dashes and by the sign at each point, so that they are told apart in black and white.
var dashes = []string{"", "7 3", "2 3", "9 3 2 3", "12 4", "4 4", "1 4", "7 2 2 2 2 2"}
var signs = []string{"●", "□", "△", "◇", "○", "▽", "+", "■"}

const (
	panelWide, panelHigh     = 330.0, 220.0
	panelLeft, panelTop      = 60.0, 100.0
	panelAcross, panelDown   = 530.0, 300.0
	slowest, fastest         = 100_000.0, 5.0 // of the vertical axis, in milliseconds
	ink, paper, pencil, hair = "#221e18", "#fbf8f1", "#2b5f9e", "#b9b1a2"
)

// drawGrowth draws the curves of all surfaces: both axes in powers of ten, one line a surface. What is missing was not
// measured; a cross at the head stands where the surface gave up.
func drawGrowth(all []figures) string {
	var names []string
	for _, f := range all {
		if !slices.Contains(names, f.Surface) {
			names = append(names, f.Surface)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 680" role="img" aria-label="How opening and marking grow with the text" `+
		`font-family="Inter, Helvetica, Arial, sans-serif" font-size="12" fill="%s" style="font-variant-numeric: tabular-nums">`, ink)
	fmt.Fprintf(&b, `<rect width="1080" height="680" fill="%s"/>`, paper)
	b.WriteString(`<text x="60" y="40" font-family="Newsreader, Georgia, serif" font-size="23">How long opening and marking take as the text grows</text>`)
	b.WriteString(`<text x="60" y="62">Milliseconds against size of text, both in powers of ten. × at the head: the surface gave up or was not asked. The figures stand in peers.md.</text>`)
	for i, p := range panels {
		drawPanel(&b, p, all, names, panelLeft+panelAcross*float64(i%2), panelTop+20+panelDown*float64(i/2))
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func drawPanel(b *strings.Builder, p panel, all []figures, names []string, left, top float64) {
	x := func(size int) float64 { return left + panelWide*(0.06+0.88*(math.Log10(float64(size))-4)/2) }
	y := func(ms float64) float64 {
		ms = min(max(ms, fastest), slowest)
		return top + panelHigh*math.Log10(slowest/ms)/math.Log10(slowest/fastest)
	}
	fmt.Fprintf(b, `<text x="%.1f" y="%.1f" font-weight="600">%s</text>`, left, top-12, p.title)
	for ms := 10.0; ms <= slowest; ms *= 10 {
		fmt.Fprintf(b, `<path d="M%.1f %.1fh%.1f" stroke="%s" stroke-width="0.5"/>`, left, y(ms), panelWide, hair)
		fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="end">%s</text>`, left-6, y(ms)+4, thousands(int(ms)))
	}
	fmt.Fprintf(b, `<path d="M%.1f %.1fh%.1f" stroke="%s" stroke-width="1" stroke-dasharray="1 3"/><text x="%.1f" y="%.1f" font-size="10" font-style="italic">a frame</text>`,
		left, y(1000.0/60), panelWide, ink, left+2, y(1000.0/60)-3)
	for _, c := range p.cases {
		fmt.Fprintf(b, `<path d="M%.1f %.1fv4" stroke="%s"/><text x="%.1f" y="%.1f" text-anchor="middle">%s</text>`, x(c.Size), top+panelHigh, ink, x(c.Size), top+panelHigh+18, c.size())
	}
	fmt.Fprintf(b, `<path d="M%.1f %.1fv%.1fh%.1f" fill="none" stroke="%s"/>`, left, top, panelHigh, panelWide, ink)

	type end struct {
		name string
		y    float64
	}
	var ends []end
	gaveUp := map[int]int{} // how many crosses stand at a size
	for i, name := range names {
		var points []string
		color, width := ink, 1.1
		if name == galleyName {
			color, width = pencil, 2.6
		}
		last := 0.0
		for _, c := range p.cases {
			j := slices.IndexFunc(all, func(f figures) bool { return f.Surface == name && f.Case == c })
			if j < 0 {
				continue
			}
			v := p.of(all[j])
			if v == 0 {
				fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="middle" font-size="10">×%s</text>`, x(c.Size), top+10+11*float64(gaveUp[c.Size]), signs[i%len(signs)])
				gaveUp[c.Size]++
				continue
			}
			points = append(points, fmt.Sprintf("%.1f,%.1f", x(c.Size), y(v)))
			fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="middle" font-size="10" fill="%s">%s</text>`, x(c.Size), y(v)+3.5, color, signs[i%len(signs)])
			last = y(v)
		}
		if len(points) == 0 {
			last = top - 1 + float64(len(ends)) // its name stands at the head, with the crosses
		} else {
			fmt.Fprintf(b, `<polyline points="%s" fill="none" stroke="%s" stroke-width="%.1f" stroke-dasharray="%s"/>`, strings.Join(points, " "), color, width, dashes[i%len(dashes)])
		}
		ends = append(ends, end{signs[i%len(signs)] + " " + name, last})
	}
	// Names stand where the lines end, pushed apart where they would touch.
	slices.SortFunc(ends, func(a, b end) int { return int(a.y*10) - int(b.y*10) })
	for i := range ends {
		if i > 0 {
			ends[i].y = max(ends[i].y, ends[i-1].y+14)
		}
	}
	for i := len(ends) - 1; i >= 0; i-- {
		limit := top + panelHigh - 14*float64(len(ends)-1-i)
		ends[i].y = min(ends[i].y, limit)
		weight, color := "400", ink
		if strings.HasSuffix(ends[i].name, " "+galleyName) {
			weight, color = "700", pencil
		}
		fmt.Fprintf(b, `<text x="%.1f" y="%.1f" font-weight="%s" fill="%s" font-size="11">%s</text>`, left+panelWide+6, ends[i].y+4, weight, color, html.EscapeString(ends[i].name))
	}
}

// The picture is well formed, names every surface in every panel, and has a sign for every figure.
func TestGrowth(t *testing.T) {
	all := []figures{
		{Surface: galleyName, Case: growing[0], Open: 200, Mark50: 12},
		{Surface: galleyName, Case: growing[1], Open: 250, Mark50: 14},
		{Surface: galleyName, Case: growing[2], Open: 400, Mark50: 16},
		{Surface: "a <rival>", Case: growing[0], Open: 100, Mark50: 40},
		{Surface: "a <rival>", Case: growing[1], Open: 3000, Mark50: 90},
		{Surface: "a <rival>", Case: growing[2], Failed: "over 40 s to open"},
	}
	got := drawGrowth(all)
	for dec := xml.NewDecoder(strings.NewReader(got)); ; {
		if _, err := dec.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		what string
		n    int
	}{
		{">● Galley</text>", 4}, {">□ a &lt;rival&gt;</text>", 4}, {">×□</text>", 2}, // in two panels, once each
		{">●</text>", 2*3 + 2*1}, {">□</text>", 2*2 + 2*1}, {"NaN", 0}, {"Inf", 0},
	} {
		if n := strings.Count(got, c.what); n != c.n {
			t.Errorf("%s stands there %d times, want %d", c.what, n, c.n)
		}
	}
}
