package gold

import (
	"fmt"
	"strings"
	"unicode"

	"galley/annotate"
)

// Marked reads texts with marks in them, as people write them by hand. A line "== name" opens a text, in English unless
// the name ends with its language, "== name [de]"; in it {s1 Lena Osk} is a source,
// {c1 said} a cue and {q1 that it rained} a content of attribution 1, and marks may lie in each other. Contents with one number are
// parts of one. {q2<1 ...} has the source of attribution 1, and {q3~ ...} reports a thought, an intention or a finding: it may be found
// or not. {h} is a headline, {b} a byline, {d} a dateline, {p} a caption, {r} a credit, {m} a claim worth checking. An error names the text and what is wrong in it.
func Marked(src string) (docs []Doc, err error) {
	for i, part := range strings.Split("\n"+src, "\n== ") {
		if i == 0 {
			continue
		}
		name, body, _ := strings.Cut(part, "\n")
		lang := "en"
		if before, code, ok := strings.Cut(strings.TrimSuffix(name, "]"), " ["); ok {
			name, lang = before, code
		}
		d, err := marked(name, strings.Trim(body, "\n"))
		d.Lang = lang
		if err != nil {
			return docs, fmt.Errorf("text %q: %w", name, err)
		}
		docs = append(docs, d)
	}
	return docs, nil
}

// A mark is an opening brace that waits for its closing one.
type mark struct {
	label, number string
	from          annotate.Pos
}

var markLabels = map[byte]string{'s': "source", 'c': "cue", 'q': "quote", 'h': "headline", 'b': "byline", 'd': "dateline", 'p': "caption", 'r': "credit", 'm': "claim"}

func marked(name, body string) (Doc, error) {
	d := Doc{ID: name}
	var text strings.Builder
	var at annotate.Pos
	var open []mark
	relations, lent, order := map[string]*Relation{}, map[string]string{}, []string{}
	for i := 0; i < len(body); {
		switch c := body[i]; c {
		case '{':
			head, _, ok := strings.Cut(body[i+1:], " ")
			if !ok || head == "" || markLabels[head[0]] == "" || len(head) < 2 && strings.IndexByte("scq", head[0]) >= 0 {
				return d, fmt.Errorf("a brace opens no mark at %q", body[i:min(len(body), i+20)])
			}
			number, lender, _ := strings.Cut(head[1:], "<")
			number, thought := strings.CutSuffix(number, "~")
			r := relations[number]
			if r == nil && number != "" {
				r = &Relation{Label: "attribution", Quote: []string{}, Source: []string{}, Cue: []string{}}
				relations[number] = r
				order = append(order, number)
			}
			if head[0] == 'q' && thought {
				r.Reporting = new(bool)
			}
			if lender != "" {
				lent[number] = lender
			}
			open = append(open, mark{markLabels[head[0]], number, at})
			i += len(head) + 2
		case '}':
			if len(open) == 0 {
				return d, fmt.Errorf("a brace closes nothing at %q", body[max(0, i-20):i+1])
			}
			m := open[len(open)-1]
			open = open[:len(open)-1]
			ids := d.Add(m.label, annotate.Range{From: m.from, To: at})
			switch r := relations[m.number]; m.label {
			case "source":
				r.Source = append(r.Source, ids...)
			case "cue":
				r.Cue = append(r.Cue, ids...)
			case "quote":
				r.Quote = append(r.Quote, ids...)
			}
			i++
		default:
			text.WriteByte(c)
			if c < 0x80 || c >= 0xC0 { // the first byte of a character
				at++
			}
			i++
		}
	}
	if len(open) > 0 {
		return d, fmt.Errorf("mark %s is not closed", open[0].number)
	}
	d.Text = text.String()
	for number, lender := range lent {
		if relations[lender] == nil {
			return d, fmt.Errorf("mark %s borrows the source of %s, which is not there", number, lender)
		}
		relations[number].Source = relations[lender].Source
	}
	for _, number := range order {
		if r := relations[number]; len(r.Quote) > 0 {
			r.Kind = d.kindOf(r.Quote)
			d.Relations = append(d.Relations, *r)
		}
	}
	d.Trim()
	return d, nil
}

// shuts are the marks that close what another opens, in English, German and French. A straight one closes itself.
var shuts = map[rune]rune{'"': '"', '“': '”', '„': '“', '«': '»', '»': '«'}

// kindOf says whether the words of a content stand inside double quotation marks (direct), outside (indirect) or both (mixed).
func (d Doc) kindOf(ids []string) string {
	text := []rune(d.Text)
	inside, outside := false, false
	quoted, shut := make([]bool, len(text)), rune(0)
	for i, c := range text {
		switch {
		case shut == 0:
			shut = shuts[c]
		case c == shut:
			shut = 0
		}
		quoted[i] = shut != 0
	}
	for _, r := range d.byID(ids) {
		for i := r.From; i < r.To; i++ {
			if unicode.IsLetter(text[i]) || unicode.IsDigit(text[i]) {
				inside, outside = inside || quoted[i], outside || !quoted[i]
			}
		}
	}
	switch {
	case inside && outside:
		return "mixed"
	case inside:
		return "direct"
	}
	return "indirect"
}
