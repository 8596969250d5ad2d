package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/carry"
)

// A found is a document as another tool's file tells it, before its marks are placed on its text.
type found struct {
	annotate.Document        // its id may be empty, its digest is not looked at
	raw               string // the text that the offsets were counted in, if it is not Document.Text: one with carriage returns
	unit              string // what the offsets ought to count: "codepoint", "utf16" or "byte"
	sure              bool   // whether the format leaves no doubt of that
	shown             bool   // whether the file itself shows it, whatever the reader was told
	place             string // where it stands, for messages: "ex1.txt"
	layers            []*foundLayer
}

// A foundLayer is one annotator's marks. Head and Tail of its relations name spans as the file names them.
type foundLayer struct {
	by        annotate.Annotator // "" when the file does not say
	spans     []foundSpan
	relations []foundRelation
	attrs     annotate.Attrs
}

// A foundSpan is a span that has no ranges yet. Its id is the file's own, which need not be one of ours.
type foundSpan struct {
	annotate.Span
	place string // "ex1.ann:3: T2"
	parts []foundPart
}

// A foundPart is a stretch of text as a file names it: by offsets, by what it quotes, or by both.
type foundPart struct {
	from, to       int    // -1 when the file gives none
	quote          string // "" when the file quotes nothing
	prefix, suffix string // what stands around it, as far as the file says
}

type foundRelation struct {
	annotate.Relation
	place string
}

// layer returns the layer of an annotator, making it when there is none.
func (d *found) layer(by annotate.Annotator) *foundLayer {
	for _, l := range d.layers {
		if l.by == by {
			return l
		}
	}
	l := &foundLayer{by: by}
	d.layers = append(d.layers, l)
	return l
}

// A ruler reads offsets of one unit.
type ruler struct {
	unit, says string // says names it in a message
	pos        func(int) (annotate.Pos, bool)
}

// rulers lists the ways in which offsets into a document may have been counted, the one that it should be first. Where
// the text held carriage returns, each unit is tried with them and without.
func rulers(d *found) []ruler {
	units := []string{"codepoint", "utf16", "byte"}
	slices.SortStableFunc(units, func(a, b string) int { return cmp.Compare(b2i(b == d.unit), b2i(a == d.unit)) })
	var all []ruler
	if d.raw != "" && d.raw != d.Text.String() {
		raw, crs := annotate.NewText(d.raw), returns(d.raw)
		for _, u := range units {
			in := inUnit(raw, u)
			all = append(all, ruler{u, unitName(u), func(n int) (annotate.Pos, bool) {
				p, ok := in(n)
				gone, _ := slices.BinarySearch(crs, p)
				return p - annotate.Pos(gone), ok
			}})
		}
		for _, u := range units {
			all = append(all, ruler{u, unitName(u) + " of the text without its carriage returns", inUnit(d.Text, u)})
		}
		return all
	}
	for _, u := range units {
		all = append(all, ruler{u, unitName(u), inUnit(d.Text, u)})
	}
	return all
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// returns lists where the carriage returns stand that [annotate.Canonical] drops: those before a line feed.
func returns(raw string) (at []annotate.Pos) {
	p := annotate.Pos(0)
	for i, r := range raw {
		if r == '\r' && strings.HasPrefix(raw[i+1:], "\n") {
			at = append(at, p)
		}
		p++
	}
	return at
}

func unitName(unit string) string {
	switch unit {
	case "utf16":
		return "UTF-16 units"
	case "byte":
		return "bytes"
	}
	return "code points"
}

func inUnit(t annotate.Text, unit string) func(int) (annotate.Pos, bool) {
	switch unit {
	case "utf16":
		return func(n int) (annotate.Pos, bool) { p, err := t.FromUTF16(annotate.UTF16(n)); return p, err == nil }
	case "byte":
		return func(n int) (annotate.Pos, bool) { p, err := t.FromByte(annotate.Byte(n)); return p, err == nil }
	}
	return func(n int) (annotate.Pos, bool) { return annotate.Pos(n), n >= 0 && annotate.Pos(n) <= t.Len() }
}

// A placer finds the spans of one document in its text. Surface text is the judge: offsets in the unit that most spans
// agree with come first, then the other units, then the words themselves, sought near the offset and in their context.
type placer struct {
	text   annotate.Text
	rulers []ruler // the best first
	fold   *folded // made when it is needed
	fuzzy  int     // searches for like words that may still be made
}

// Bounds on looking for like words, which costs a comparison of texts each time.
const (
	maxFuzzy = 500  // a document
	window   = 2000 // code points to either side of the offset
	likely   = 0.7  // how alike they must be, 0 to 1
)

// newPlacer returns a placer for d, and what there is to say of its offsets as a whole.
func newPlacer(d *found) (p *placer, note string) {
	p = &placer{text: d.Text, rulers: rulers(d), fuzzy: maxFuzzy}
	hits := make([]int, len(p.rulers))
	quoted, bare, fits := 0, 0, true
	for _, l := range d.layers {
		for i := range l.spans {
			if s := &l.spans[i]; !s.quoted() {
				bare++
				_, ok := p.read(p.rulers[0], s.parts)
				fits = fits && ok
				continue
			} else {
				quoted++
				for k, r := range p.rulers {
					if _, ok := p.matches(r, s.parts); ok {
						hits[k]++
					}
				}
			}
		}
	}
	best := 0
	for k := range hits {
		if hits[k] > hits[best] {
			best = k
		}
	}
	if best > 0 {
		r := p.rulers[best]
		note = fmt.Sprintf("the offsets count %s, not %s: %d of %d spans have their words there, and are read so", r.says, p.rulers[0].says, hits[best], quoted)
		p.rulers = slices.Concat([]ruler{r}, p.rulers[:best], p.rulers[best+1:])
	} else if bare > 0 && quoted == 0 && !d.sure && d.Text.LenUTF16() != annotate.UTF16(d.Text.Len()) {
		note = fmt.Sprintf("%d spans quote no text, so their offsets are taken for %s unproved; look at one behind an emoji", bare, p.rulers[0].says)
	}
	return p, note
}

func (s *foundSpan) quoted() bool {
	return !slices.ContainsFunc(s.parts, func(p foundPart) bool { return p.quote == "" })
}

// read takes offsets for what r counts.
func (p *placer) read(r ruler, parts []foundPart) ([]annotate.Range, bool) {
	out := make([]annotate.Range, len(parts))
	for i, x := range parts {
		from, ok := r.pos(x.from)
		to, ok2 := r.pos(x.to)
		if !ok || !ok2 || from >= to || to > p.text.Len() {
			return nil, false
		}
		out[i] = annotate.Range{From: from, To: to}
	}
	return out, true
}

// matches does so, and the words must be there.
func (p *placer) matches(r ruler, parts []foundPart) ([]annotate.Range, bool) {
	out, ok := p.read(r, parts)
	if !ok {
		return nil, false
	}
	for i, x := range parts {
		if p.text.Slice(out[i]) != x.quote {
			return nil, false
		}
	}
	return out, true
}

// span returns where s lies and what a person should know of that, or why it lies nowhere.
func (p *placer) span(s *foundSpan) (at []annotate.Range, note string, ok bool) {
	switch {
	case len(s.parts) == 0:
		return nil, "it names no place", false
	case !s.quoted():
		if at, ok = p.read(p.rulers[0], s.parts); !ok {
			return nil, fmt.Sprintf("%d–%d is no stretch of the text, which has %d characters", s.parts[0].from, s.parts[len(s.parts)-1].to, p.text.Len()), false
		}
	default:
		for i, r := range p.rulers {
			if at, ok = p.matches(r, s.parts); ok {
				if i > 0 {
					note = "its offsets count " + r.says
				}
				break
			}
		}
		if !ok {
			if at, note, ok = p.anchor(s.parts); !ok {
				return nil, note, false
			}
		}
	}
	for i, r := range at {
		if wide := p.text.SnapGraphemes(r); wide != r {
			at[i], note = wide, join(note, "widened to whole characters")
		}
	}
	if tidy := merged(at); len(tidy) != len(at) {
		at, note = tidy, join(note, "its parts touch and are one now")
	} else {
		at = tidy
	}
	return at, note, true
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

// merged sorts ranges and joins those that overlap or touch.
func merged(rs []annotate.Range) []annotate.Range {
	rs = slices.SortedFunc(slices.Values(rs), func(a, b annotate.Range) int { return cmp.Compare(a.From, b.From) })
	out := rs[:0]
	for _, r := range rs {
		if n := len(out); n > 0 && r.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, r.To)
			continue
		}
		out = append(out, r)
	}
	return out
}

// anchor finds each part by its words.
func (p *placer) anchor(parts []foundPart) (at []annotate.Range, note string, ok bool) {
	for _, x := range parts {
		near, _ := p.rulers[0].pos(max(x.from, 0))
		near = min(near, p.text.Len())
		r, how := p.quote(x, near)
		if how == "" {
			return nil, "its words " + quote(x.quote) + " are not in the text", false
		}
		at, note = append(at, r), how
	}
	if parts[0].from < 0 {
		return at, "it has no offsets; " + note, true
	}
	return at, fmt.Sprintf("its words are not at its offsets %d–%d; %s", parts[0].from, parts[len(parts)-1].to, note), true
}

// quote finds one part by its words, near a place: the very words, the same with other white space, or words like them.
// how is empty when there is nothing like it.
func (p *placer) quote(x foundPart, near annotate.Pos) (at annotate.Range, how string) {
	s, want := p.text.String(), int(p.text.Byte(near))
	if from, n := nearest(s, x.quote, x.prefix, x.suffix, want); n > 0 {
		at = p.bytes(from, from+len(x.quote))
		if n > 1 {
			return at, fmt.Sprintf("of the %d places that have them, the one at %v fits best", n, at)
		}
		return at, fmt.Sprintf("they stand at %v alone", at)
	}
	if p.fold == nil {
		p.fold = fold(s)
	}
	if q := fold(strings.TrimFunc(x.quote, unicode.IsSpace)).s; q != "" {
		if from, n := nearest(p.fold.s, q, "", "", p.fold.to(want)); n > 0 {
			at = p.bytes(p.fold.from(from), p.fold.end(from+len(q)))
			return at, fmt.Sprintf("they stand at %v with other white space", at)
		}
	}
	return p.like(x, near)
}

// bytes returns the range of two byte offsets that lie between characters.
func (p *placer) bytes(from, to int) annotate.Range {
	a, _ := p.text.FromByte(annotate.Byte(from))
	b, _ := p.text.FromByte(annotate.Byte(to))
	return annotate.Range{From: a, To: b}
}

// nearest returns where in s the words stand whose surroundings fit best, and of equals the nearest to want; n is how many
// such places there are. All in bytes.
func nearest(s, words, prefix, suffix string, want int) (at, n int) {
	if words == "" {
		return 0, 0
	}
	best, far := -1, 0
	for i := 0; ; {
		k := strings.Index(s[i:], words)
		if k < 0 {
			return at, n
		}
		i += k
		n++
		fits := commonSuffix(s[:i], prefix) + commonPrefix(s[i+len(words):], suffix)
		if d := max(i-want, want-i); fits > best || fits == best && d < far {
			best, far, at = fits, d, i
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func commonSuffix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// like looks for words like those of x around a place, in the way that marks are carried to a newer version of an article.
func (p *placer) like(x foundPart, near annotate.Pos) (at annotate.Range, how string) {
	if p.fuzzy == 0 || strings.TrimSpace(x.quote) == "" {
		return at, ""
	}
	p.fuzzy--
	around := p.text.SnapGraphemes(annotate.Range{From: max(near-window, 0), To: min(near+window, p.text.Len())})
	old := annotate.NewText(x.prefix + x.quote + x.suffix)
	from := annotate.Pos(utf8.RuneCountInString(x.prefix))
	r := old.SnapGraphemes(annotate.Range{From: from, To: from + annotate.Pos(utf8.RuneCountInString(x.quote))})
	l, _, err := annotate.NewLayer(old).Apply(annotate.Tx{annotate.AddSpan{Span: annotate.Span{ID: "x", Label: "x", Ranges: []annotate.Range{r}}}})
	if err != nil {
		return at, ""
	}
	c := carry.Over(l, annotate.NewText(p.text.Slice(around))).Spans[0]
	if c.Fate == carry.Lost || c.Score < likely || len(c.Ranges) != 1 {
		return at, ""
	}
	at = annotate.Range{From: around.From + c.Ranges[0].From, To: around.From + c.Ranges[0].To}
	return at, fmt.Sprintf("like words, %s, stand at %v (%.0f %% alike)", quote(p.text.Slice(at)), at, c.Score*100)
}

// A folded is a text in which every run of white space is one space.
type folded struct {
	s  string
	at []int // where each byte of s came from, and the end
}

func fold(s string) *folded {
	f := &folded{at: make([]int, 0, len(s)+1)}
	var b strings.Builder
	space := false
	for i, r := range s {
		if unicode.IsSpace(r) {
			if !space {
				b.WriteByte(' ')
				f.at = append(f.at, i)
			}
			space = true
			continue
		}
		space = false
		n := utf8.RuneLen(r)
		b.WriteString(s[i : i+n])
		for k := range n {
			f.at = append(f.at, i+k)
		}
	}
	f.at = append(f.at, len(s))
	f.s = b.String()
	return f
}

// from returns where the character at byte i of the folded text begins in the text itself, end where the one before ends.
func (f *folded) from(i int) int { return f.at[i] }
func (f *folded) end(i int) int  { return f.at[i-1] + 1 }

// to returns the byte of the folded text that byte i of the text itself became.
func (f *folded) to(i int) int {
	k, _ := slices.BinarySearch(f.at, i)
	return min(k, len(f.s))
}
