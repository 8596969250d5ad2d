package carry

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/order"
)

// A Fate is what became of a span.
type Fate string

// The fates, from the surest.
const (
	Unchanged Fate = "unchanged" // the same words in the same place, byte for byte
	Moved     Fate = "moved"     // the same words elsewhere
	Altered   Fate = "altered"   // the words themselves were edited, or a part of them is gone
	Lost      Fate = "lost"      // nothing like it
)

// Doubtful reports whether a person should look at a span of this fate.
func (f Fate) Doubtful() bool { return f != Unchanged }

// A Carried is where one span of the older text belongs in the newer one.
type Carried struct {
	Span   annotate.SpanID  `json:"span"`
	Fate   Fate             `json:"fate"`
	Ranges []annotate.Range `json:"parts,omitempty"` // in the newer text; none when lost
	Near   annotate.Pos     `json:"near"`            // where its old surroundings lie in the newer text
	Score  float64          `json:"score"`           // how alike words and surroundings are, 0 to 1, in hundredths
	Why    string           `json:"why,omitempty"`   // why it is doubtful, or lost
}

// A Report is what became of a layer.
type Report struct {
	Spans     []Carried         `json:"spans"`               // every span, in the order of the layer
	Relations []annotate.SpanID `json:"relations,omitempty"` // those that keep both ends; all others are lost
}

// Over returns where the marks of layer old belong in text. Every range of the report fits text, as [annotate.AddSpan]
// demands. The cost is that of reading both texts, and of comparing word by word what changed.
func Over(old annotate.Layer, text annotate.Text) Report {
	c := carrier{old: old.Text(), new: text, versions: compare(old.Text().String(), text.String())}
	r := Report{Spans: make([]Carried, 0, old.Len())}
	kept := map[annotate.SpanID]bool{}
	var spans []annotate.Span
	for s := range old.Spans() {
		spans = append(spans, s)
		r.Spans = append(r.Spans, c.carry(s))
	}
	settle(spans, r.Spans)
	for _, s := range r.Spans {
		kept[s.Span] = s.Fate != Lost
	}
	for _, l := range old.Relations() {
		if kept[l.Head] && kept[l.Tail] {
			r.Relations = append(r.Relations, l.ID)
		}
	}
	return r
}

// settle lets no two spans of one label that were different come to lie on exactly the same words: the surest has them.
func settle(spans []annotate.Span, carried []Carried) {
	order := make([]int, len(spans))
	for i := range order {
		order[i] = i
	}
	rank := map[Fate]int{Unchanged: 0, Moved: 1, Altered: 2, Lost: 3}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(rank[carried[a].Fate], rank[carried[b].Fate]), cmp.Compare(carried[b].Score, carried[a].Score))
	})
	type place struct {
		label annotate.Label
		annotate.Range
	}
	taken := map[place][]int{}
	for _, i := range order {
		if carried[i].Fate == Lost {
			break
		}
		p := place{spans[i].Label, annotate.Span{Ranges: carried[i].Ranges}.Envelope()}
		if slices.ContainsFunc(taken[p], func(k int) bool {
			return slices.Equal(carried[k].Ranges, carried[i].Ranges) && !slices.Equal(spans[k].Ranges, spans[i].Ranges)
		}) {
			carried[i] = Carried{Span: carried[i].Span, Fate: Lost, Near: carried[i].Near, Why: "another mark has its words now"}
			continue
		}
		taken[p] = append(taken[p], i)
	}
}

// A carrier carries spans of one text to another.
type carrier struct {
	old, new annotate.Text
	*versions
}

// A spot is where one range went, in bytes of the newer text.
type spot struct {
	from, to int
	fate     Fate
	score    float64
	why      string
}

// carry finds the place of one span: of all its parts, and it is no surer than the least sure of them.
func (c *carrier) carry(s annotate.Span) Carried {
	out := Carried{Span: s.ID, Fate: Unchanged, Score: 1}
	var whole, kept annotate.Pos
	for i, r := range s.Ranges {
		from, to := int(c.old.Byte(r.From)), int(c.old.Byte(r.To))
		if i == 0 {
			out.Near = c.pos(c.near(from))
		}
		p := c.place(from, to)
		whole += r.Len()
		if p.fate == Lost {
			out.Fate, out.Why = Altered, "a part of it is gone"
			continue
		}
		kept += r.Len()
		at := c.new.SnapGraphemes(annotate.Range{From: c.pos(p.from), To: c.pos(p.to)})
		if at.Empty() {
			out.Fate, out.Why = Altered, "a part of it is gone"
			continue
		}
		if p.fate != Altered && c.new.Slice(at) != c.old.Slice(r) {
			p.fate, p.why = Altered, "a character at its end changed"
		}
		if out.Fate == Unchanged || p.fate == Altered && out.Fate == Moved {
			out.Fate, out.Why = p.fate, cmp.Or(p.why, out.Why)
		}
		out.Score = min(out.Score, p.score)
		out.Ranges = append(out.Ranges, at)
	}
	if kept*2 < whole || len(out.Ranges) == 0 {
		return Carried{Span: s.ID, Fate: Lost, Near: out.Near, Why: "its words are not in this version"}
	}
	if merged := merge(out.Ranges); len(merged) != len(out.Ranges) {
		out.Ranges, out.Fate, out.Why = merged, Altered, "its parts stand together now"
	}
	if len(s.Ranges) > len(out.Ranges) {
		out.Score = min(out.Score, float64(kept)/float64(whole))
	}
	out.Score = math.Round(out.Score*100) / 100
	return out
}

func (c *carrier) pos(b int) annotate.Pos {
	p, err := c.new.FromByte(annotate.Byte(b))
	if err != nil { // inside a character: a place between two tokens never is
		panic("carry: byte offset inside a character: " + err.Error())
	}
	return p
}

// merge sorts ranges and joins those that overlap or touch.
func merge(ranges []annotate.Range) []annotate.Range {
	sorted := slices.Clone(ranges)
	order.By(sorted, func(a, b annotate.Range) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	out := sorted[:0]
	for _, r := range sorted {
		if n := len(out); n > 0 && r.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, r.To)
			continue
		}
		out = append(out, r)
	}
	order.By(out, func(a, b annotate.Range) int { return cmp.Compare(a.From, b.From) })
	return out
}

// trim takes white space off both ends of s[from:to].
func trim(s string, from, to int) (int, int) {
	left := strings.TrimLeft(s[from:to], " \t\n\u00a0")
	from = to - len(left)
	return from, from + len(strings.TrimRight(left, " \t\n\u00a0"))
}
