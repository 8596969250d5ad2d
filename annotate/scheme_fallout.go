package annotate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"galley/annotate/order"
)

// Fallout is what of a layer would no longer fit under another version of its scheme, by cause.
type Fallout struct {
	Cause      string   // "4 marks have the label “Claim”, which is gone"
	Count      int      // how many marks, links or articles Cause speaks of
	Unfinished bool     // they fit, but what is now needed is not set or not linked yet
	Spans      []SpanID // the first ten, by place
	Relations  []SpanID // the first ten, by id
}

// falloutIDs is how many ids a [Fallout] lists.
const falloutIDs = 10

// FalloutOf returns what of l fits s and would not fit next, by cause, and at the end what would be unfinished; nil when
// there is none. A mark that did not fit before is not counted, nor is one as unfinished that lacked the same before. A
// mark whose label is gone counts for that alone; otherwise it counts for every cause that it has. Galley's own
// attributes of the document always fit. Causes come sort by sort, those of one sort as the marks meet them.
//
// The cost is that of the spans, the relations and the pairs of spans that lie over each other.
func FalloutOf(l Layer, s, next Scheme) []Fallout {
	all := falloutOf(l, s, next)
	for i, f := range all {
		all[i].Spans = f.Spans[:min(len(f.Spans), falloutIDs):min(len(f.Spans), falloutIDs)]
		all[i].Relations = f.Relations[:min(len(f.Relations), falloutIDs):min(len(f.Relations), falloutIDs)]
	}
	return all
}

// falloutOf is [FalloutOf] with all ids.
func falloutOf(l Layer, s, next Scheme) []Fallout {
	f := falling{old: rulesOf(s), next: rulesOf(next), layer: l, links: map[headOf]int{}, byCause: map[cause]*fallen{}}
	relations := l.Relations()
	for _, x := range relations {
		f.links[headOf{x.Head, x.Label}]++
	}
	for _, p := range f.standings() {
		f.span(p)
	}
	crowded := map[headOf]bool{}
	for _, x := range relations {
		f.relation(x, crowded)
	}
	f.document()
	return f.list()
}

// rules are a scheme by the ids that marks name.
type rules struct {
	Scheme
	labels    map[Label]*LabelDef
	relations map[Label]*RelationDef
	overlaps  map[string]Overlap // by group
	attrs     map[attrOn]*AttrDef
	needed    map[string][]*AttrDef    // by what must have them
	heads     map[Label][]*RelationDef // types that a mark of the label needs
}

type attrOn struct{ on, id string }

func rulesOf(s Scheme) rules {
	r := rules{s, map[Label]*LabelDef{}, map[Label]*RelationDef{}, map[string]Overlap{}, map[attrOn]*AttrDef{}, map[string][]*AttrDef{}, map[Label][]*RelationDef{}}
	for i := range s.Labels {
		d := &s.Labels[i]
		r.labels[d.ID] = d
		r.overlaps[d.Group] = s.group(d.Group).Overlap
	}
	for i := range s.Attributes {
		d := &s.Attributes[i]
		for _, on := range d.On {
			r.attrs[attrOn{on, d.ID}] = d
			if d.Required {
				r.needed[on] = append(r.needed[on], d)
			}
		}
	}
	for i := range s.Relations {
		d := &s.Relations[i]
		r.relations[d.ID] = d
		for _, head := range d.Heads {
			if d.Min > 0 {
				r.heads[head] = append(r.heads[head], d)
			}
		}
	}
	return r
}

// fitAttrs reports whether what is on may have all of attrs.
func (r rules) fitAttrs(on string, attrs Attrs) bool {
	return !slices.ContainsFunc(attrs, func(a Field) bool {
		d := r.attrs[attrOn{on, a.Name}]
		return d == nil || d.check(on, a.Value) != nil
	})
}

// A standing is how a span lies among the others under one scheme.
type standing struct {
	def    *LabelDef // nil when there is no such label
	inside bool      // it lies inside what its label asks for
	clash  bool      // it overlaps what its group forbids
}

// fits reports whether the span may lie there.
func (s standing) fits(x Span) bool {
	return s.def != nil && !s.clash && (s.inside || len(s.def.Inside) == 0) && (!s.def.Contiguous || len(x.Ranges) == 1)
}

type placedSpan struct {
	Span
	end       Pos
	old, next standing
}

// standings returns all spans in order, and how each lies under both schemes: one pass that carries along the spans
// which have not ended yet.
func (f *falling) standings() []placedSpan {
	all := make([]placedSpan, 0, f.layer.Len())
	var open []int
	for x := range f.layer.Spans() {
		at := x.Envelope()
		all = append(all, placedSpan{x, at.To, standing{def: f.old.labels[x.Label]}, standing{def: f.next.labels[x.Label]}})
		p := &all[len(all)-1]
		open = slices.DeleteFunc(open, func(i int) bool { return all[i].end <= at.From })
		for _, i := range open {
			q := &all[i]
			meet(p.Span, q.Span, &p.old, &q.old, f.old)
			meet(p.Span, q.Span, &p.next, &q.next, f.next)
		}
		open = append(open, len(all)-1)
	}
	return all
}

// meet notes what the spans x and y are to each other under one scheme.
func meet(x, y Span, a, b *standing, r rules) {
	if a.def == nil && b.def == nil {
		return
	}
	a.inside = a.inside || a.def != nil && slices.Contains(a.def.Inside, y.Label) && covers(y, x)
	b.inside = b.inside || b.def != nil && slices.Contains(b.def.Inside, x.Label) && covers(x, y)
	if a.def != nil && b.def != nil && !mayMeet(x, y, a.def, b.def, r.overlaps[a.def.Group]) {
		a.clash, b.clash = true, true
	}
}

// The sorts of causes, in the order in which they are listed.
type causeSort int

const (
	labelGone causeSort = iota
	inParts
	notInside
	overlapping
	attrGone
	attrOff
	valueGone
	valueUnfit
	relationGone
	headOff
	tailOff
	tooMany
	attrNeeded
	linkNeeded
)

// A cause is why something falls out. Which fields say so depends on the sort.
type cause struct {
	sort  causeSort
	on    string // the label, relation type, or "document"
	end   Label  // the label at the end of a relation
	attr  *AttrDef
	value string
}

// fallen is what one cause takes.
type fallen struct {
	spans, relations []SpanID
	document         int
}

type headOf struct {
	span SpanID
	kind Label
}

// falling gathers what falls out.
type falling struct {
	old, next rules
	layer     Layer
	links     map[headOf]int // how many relations of a type a span has as their head
	byCause   map[cause]*fallen
	causes    []cause // in the order in which they were met
}

func (f *falling) take(c cause) *fallen {
	if f.byCause[c] == nil {
		f.byCause[c] = &fallen{}
		f.causes = append(f.causes, c)
	}
	return f.byCause[c]
}

func (f *falling) span(p placedSpan) {
	on := string(p.Label)
	if !p.old.fits(p.Span) || !f.old.fitAttrs(on, p.Attrs) {
		return
	}
	add := func(c cause) {
		t := f.take(c)
		t.spans = append(t.spans, p.ID)
	}
	def := p.next.def
	if def == nil {
		add(cause{sort: labelGone, on: on})
		return
	}
	if def.Contiguous && len(p.Ranges) > 1 {
		add(cause{sort: inParts, on: on})
	}
	if len(def.Inside) > 0 && !p.next.inside {
		add(cause{sort: notInside, on: on})
	}
	if p.next.clash {
		add(cause{sort: overlapping, on: def.Group})
	}
	f.attrs(on, p.Attrs, true, add)
	for _, d := range f.next.heads[p.Label] {
		n := f.links[headOf{p.ID, d.ID}]
		lacked := slices.ContainsFunc(f.old.heads[p.Label], func(o *RelationDef) bool { return o.ID == d.ID && n < o.Min })
		if n < d.Min && !lacked {
			add(cause{sort: linkNeeded, on: on, end: d.ID})
		}
	}
}

// attrs looks at the values of what is on, and for those that it needs when needs is set.
func (f *falling) attrs(on string, attrs Attrs, needs bool, add func(cause)) {
	for _, a := range attrs {
		old, next := f.old.attrs[attrOn{on, a.Name}], f.next.attrs[attrOn{on, a.Name}]
		switch {
		case next == nil && slices.ContainsFunc(f.next.Attributes, func(d AttrDef) bool { return sameAttr(*old, d) }):
			add(cause{sort: attrOff, on: on, attr: old})
		case next == nil:
			add(cause{sort: attrGone, attr: old})
		case next.check(on, a.Value) == nil:
		case old.Type == Enum && next.Type == Enum:
			add(cause{sort: valueGone, attr: next, value: a.Value})
		default:
			add(cause{sort: valueUnfit, attr: next})
		}
	}
	if !needs {
		return
	}
	for _, d := range f.next.needed[on] {
		if old := f.old.attrs[attrOn{on, d.ID}]; old != nil && old.Required {
			continue
		}
		if _, set := attrs.Get(d.ID); !set {
			add(cause{sort: attrNeeded, on: on, attr: d})
		}
	}
}

// relation looks at one relation. Heads that have too many are counted once; crowded holds those that were.
func (f *falling) relation(x Relation, crowded map[headOf]bool) {
	on := string(x.Label)
	old, next := f.old.relations[x.Label], f.next.relations[x.Label]
	head, _ := f.layer.Span(x.Head)
	tail, _ := f.layer.Span(x.Tail)
	of := headOf{x.Head, x.Label}
	n := f.links[of]
	if old == nil || x.Head == x.Tail || !slices.Contains(old.Heads, head.Label) || !slices.Contains(old.Tails, tail.Label) ||
		old.Max > 0 && n > old.Max || !f.old.fitAttrs(on, x.Attrs) {
		return
	}
	add := func(c cause) {
		t := f.take(c)
		t.relations = append(t.relations, x.ID)
	}
	if next == nil {
		add(cause{sort: relationGone, on: on})
		return
	}
	if !slices.Contains(next.Heads, head.Label) {
		add(cause{sort: headOff, on: on, end: head.Label})
	}
	if !slices.Contains(next.Tails, tail.Label) {
		add(cause{sort: tailOff, on: on, end: tail.Label})
	}
	if next.Max > 0 && n > next.Max {
		c := cause{sort: tooMany, on: on}
		if add(c); !crowded[of] {
			crowded[of] = true
			t := f.take(c)
			t.spans = append(t.spans, x.Head)
		}
	}
	// What a label needs is not asked of a relation type that happens to have the label's id.
	f.attrs(on, x.Attrs, f.next.labels[x.Label] == nil, add)
}

func (f *falling) document() {
	attrs := slices.DeleteFunc(slices.Clone(f.layer.Attrs()), func(a Field) bool { return strings.HasPrefix(a.Name, "galley:") })
	if f.old.fitAttrs(onDocument, attrs) {
		f.attrs(onDocument, attrs, true, func(c cause) { f.take(c).document++ })
	}
}

func (f *falling) list() []Fallout {
	order.By(f.causes, func(a, b cause) int { return cmp.Compare(a.sort, b.sort) })
	var all []Fallout
	for _, c := range f.causes {
		t := f.byCause[c]
		n := len(t.spans) + len(t.relations) + t.document
		if c.sort == tooMany {
			n = len(t.spans)
			f.byPlace(t.spans)
		}
		all = append(all, Fallout{f.words(c, t, n != 1), n, c.sort >= attrNeeded, t.spans, t.relations})
	}
	return all
}

// byPlace sorts spans of the layer by where they lie.
func (f *falling) byPlace(ids []SpanID) {
	order.By(ids, func(a, b SpanID) int {
		x, _ := f.layer.Span(a)
		y, _ := f.layer.Span(b)
		return comparePlace(&x, &y)
	})
}

// words says a cause as a person would, of several or of one.
func (f *falling) words(c cause, t *fallen, several bool) string {
	verb := func(many, one string) string {
		if several {
			return many
		}
		return one
	}
	who, title := t.who(), f.next.bearer(c.on)
	have, are, do := verb("have", "has"), verb("are", "is"), verb("do", "does")
	switch c.sort {
	case labelGone:
		return fmt.Sprintf("%s %s the label “%s”, which is gone", who, have, f.old.bearer(c.on))
	case inParts:
		return fmt.Sprintf("%s of %s %s in parts, but must be one piece now", who, title, are)
	case notInside:
		return fmt.Sprintf("%s of %s %s not lie inside %s, but must now", who, title, do, f.next.titles(f.next.labels[Label(c.on)].Inside))
	case overlapping:
		if f.next.overlaps[c.on] == OverlapNest {
			return fmt.Sprintf("%s of %s %s another that %s not lie inside, which is no longer allowed", who, f.next.groupTitle(c.on), verb("overlap", "overlaps"), verb("they do", "it does"))
		}
		return fmt.Sprintf("%s of %s %s another, which is no longer allowed", who, f.next.groupTitle(c.on), verb("overlap", "overlaps"))
	case attrGone:
		return fmt.Sprintf("%s %s a value for %s, which is gone", who, have, c.attr.Title)
	case attrOff:
		return fmt.Sprintf("%s %s a value for %s, which is no longer on %s", who, have, c.attr.Title, f.old.bearer(c.on))
	case valueGone:
		return fmt.Sprintf("%s %s the value “%s” of %s, which is gone", who, have, c.value, c.attr.Title)
	case valueUnfit:
		return fmt.Sprintf("%s %s a value for %s that is %s", who, have, c.attr.Title, unfit[c.attr.Type])
	case relationGone:
		return fmt.Sprintf("%s %s “%s”, which is gone", who, are, f.old.relations[Label(c.on)].Title)
	case headOff:
		return fmt.Sprintf("%s “%s” %s from %s, which is no longer allowed", who, f.next.relations[Label(c.on)].Title, verb("go", "goes"), f.old.bearer(string(c.end)))
	case tailOff:
		return fmt.Sprintf("%s “%s” %s to %s, which is no longer allowed", who, f.next.relations[Label(c.on)].Title, verb("go", "goes"), f.old.bearer(string(c.end)))
	case tooMany:
		d := f.next.relations[Label(c.on)]
		return fmt.Sprintf("%s %s more than %d “%s”, the most allowed now", counted(len(t.spans), "mark"), have, d.Max, d.Title)
	case attrNeeded:
		if c.on == onDocument {
			return fmt.Sprintf("%s is unfinished: %s must be set now", who, c.attr.Title)
		}
		return fmt.Sprintf("%s of %s %s unfinished: %s must be set now", who, title, are, c.attr.Title)
	default:
		d := f.next.relations[c.end]
		return fmt.Sprintf("%s of %s %s unfinished: at least %d “%s” %s needed now", who, title, are, d.Min, d.Title, map[bool]string{true: "is", false: "are"}[d.Min == 1])
	}
}

// unfit says what a value is that an attribute of the type cannot have.
var unfit = map[AttrType]string{Enum: "not one of its choices", Boolean: "neither true nor false", Number: "not a number", String: "too long"}

// who says how many marks, links and articles fell.
func (t *fallen) who() string {
	var parts []string
	if n := len(t.spans); n > 0 {
		parts = append(parts, counted(n, "mark"))
	}
	if n := len(t.relations); n > 0 {
		parts = append(parts, counted(n, "link"))
	}
	if t.document > 0 {
		parts = append(parts, "the article")
	}
	text := strings.Join(parts, " and ")
	return strings.ToUpper(text[:1]) + text[1:]
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
