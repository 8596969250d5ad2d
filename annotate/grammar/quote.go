package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
)

// A Quote is a stretch between quotation marks, both of them included.
type Quote struct {
	annotate.Range
	Inner    annotate.Range   `json:"inner"`    // without its marks
	Level    int              `json:"level"`    // 1, or 2 inside another
	Use      Use              `json:"use"`      // what the marks are there for
	Unclosed bool             `json:"unclosed"` // the closing mark is missing; it ends with its paragraph
	Parts    []annotate.Range `json:"parts"`    // one a paragraph, marks included
	first    int              // token of the opening mark
	last     int              // the token behind the last, which is the closing mark unless Unclosed
}

// A Use is what quotation marks are for.
type Use string

// The uses. Of a fragment a part of a sentence is somebody's own words: said the plan was “a start”.
const (
	Speech   Use = "speech"   // words that could stand alone
	Fragment Use = "fragment" // a few words of somebody's, inside a sentence of the writer's
	Scare    Use = "scare"    // a word or two that nobody is said to have used
	Title    Use = "title"    // of a book, a film, a campaign
)

// What a mark can be by its shape and by what stands around it.
const (
	noMark = iota
	opening
	shutting
	either
)

// findQuotes pairs quotation marks. A quotation that its paragraph leaves open goes on in the next when that begins with an
// opening mark, or when a closing mark comes before any other.
func (r *reader) findQuotes() {
	r.numberLines()
	var marks []int
	var singles []int
	for i := range r.tokens {
		switch r.tokens[i].Text {
		case `"`, "``", "''", "“", "”", "„", "«", "»", "‟", "″":
			marks = append(marks, i)
		case "‘", "’", "'", "‚":
			singles = append(singles, i)
		}
	}
	open, lastLine, nested := -1, 0, 0
	var parts []int // first tokens of the paragraphs that the open one runs through
	closeAt := func(to int, unclosed bool) {
		r.addQuote(open, to, 1, unclosed, parts)
		open, parts = -1, nil
	}
	for k, i := range marks {
		shape := r.shape(i)
		line := r.tokens[i].line
		if open >= 0 && line > lastLine {
			switch {
			case line == lastLine+1 && r.firstInLine(i) && shape != shutting: // “…” opened again
				lastLine = line
				parts = append(parts, i)
				continue
			case shape == shutting && line <= lastLine+3:
				closeAt(i+1, false)
				continue
			}
			closeAt(r.lineEnd(open, lastLine, len(r.tokens)), true)
		}
		if open < 0 {
			if shape == shutting {
				stray := k+1 == len(marks) || r.tokens[marks[k+1]].line != line || r.shape(marks[k+1]) == opening || r.tokens[i].Text == "”"
				if stray || r.at(i-1).entry.class&canNumber != 0 || i > 0 && digits(r.tokens[i-1].Text) {
					continue
				}
			}
			open, lastLine = i, line
			continue
		}
		if shape == opening && r.tokens[i].Text == "“" && k+2 < len(marks) && r.tokens[marks[k+2]].line == line && r.shape(marks[k+1]) == shutting && r.shape(marks[k+2]) == shutting {
			nested++ // “the “big” one”
			continue
		}
		if shape == shutting && nested > 0 {
			nested--
			continue
		}
		nested = 0
		if shape == opening {
			closeAt(i, true) // the mark that should close it is missing
			open, lastLine = i, line
			continue
		}
		closeAt(i+1, false)
	}
	if open >= 0 {
		closeAt(r.lineEnd(open, lastLine, len(r.tokens)), true)
	}
	r.findSingles(singles)
}

// numberLines makes lines count paragraphs: those without a token have no number.
func (r *reader) numberLines() {
	n, was := -1, -1
	for i := range r.tokens {
		if r.tokens[i].line != was {
			was = r.tokens[i].line
			n++
		}
		r.tokens[i].line = n
	}
}

// lineEnd returns the token behind the last of a line that is not before token i, but none behind limit.
func (r *reader) lineEnd(i, line, limit int) int {
	for i < limit && r.tokens[i].line <= line {
		i++
	}
	return i
}

// shape says what the mark at token i can be.
func (r *reader) shape(i int) int {
	t := &r.tokens[i]
	switch t.Text {
	case "“", "„", "``":
		return opening
	case "”":
		return shutting
	}
	left := i > 0 && r.tokens[i-1].To == t.From && !strings.ContainsAny(r.tokens[i-1].Text, "([{—–-/‘“")
	right := i+1 < len(r.tokens) && r.tokens[i+1].From == t.To && (r.tokens[i+1].Tag != Mark || strings.Contains("'‘’[($£€…#.“", r.tokens[i+1].Text))
	switch {
	case left && !right:
		return shutting
	case right && !left:
		return opening
	case t.Text == "«":
		return opening // « so », with spaces inside; »so« and «so» tell by where they touch
	case t.Text == "»":
		return shutting
	}
	return either
}

// addQuote keeps the quotation of the tokens from up to, not with, to.
func (r *reader) addQuote(from, to, level int, unclosed bool, parts []int) {
	if to <= from+1 || !unclosed && to <= from+2 {
		return
	}
	q := Quote{Range: r.spanned(from, to), Level: level, Unclosed: unclosed, first: from, last: to, Use: Fragment}
	inner := to - 1
	if unclosed {
		inner = to
	} else {
		r.tokens[to-1].Tag = QuotationMark
	}
	r.tokens[from].Tag = QuotationMark
	q.Inner = r.spanned(from+1, inner)
	starts := append([]int{from}, parts...)
	for k, p := range starts {
		r.tokens[p].Tag = QuotationMark
		end := to
		if k+1 < len(starts) {
			end = starts[k+1]
		} else if line := r.lineEnd(p, r.tokens[p].line, to); line < to {
			q.Parts = append(q.Parts, r.spanned(p, line))
			p = line
		}
		q.Parts = append(q.Parts, r.spanned(p, end))
	}
	if level == 1 {
		for i := from; i < to; i++ {
			r.tokens[i].Quote = len(r.quotes)
		}
	}
	r.quotes = append(r.quotes, q)
}

// findSingles pairs single marks: those within a quotation are of level 2, the others are as good as double ones.
func (r *reader) findSingles(singles []int) {
	var found []Quote
	outer := r.quotes
	for k := 0; k < len(singles); k++ {
		i := singles[k]
		t := &r.tokens[i]
		before, after := r.at(i-1), r.at(i+1)
		opens := (i == 0 || before.To < t.From || strings.ContainsAny(before.Text, "([—–\"“")) && after.From == t.To && t.Text != "’"
		if !opens || after.Text == "" || after.Tag == Mark && after.Text != "[" || startsDigit(after.Text) {
			continue
		}
		for j := k + 1; j < len(singles); j++ {
			e := singles[j]
			c := &r.tokens[e]
			if c.line != t.line || c.Quote != t.Quote || e-i > 120 {
				break
			}
			next := r.at(e + 1)
			if r.tokens[e-1].To == c.From && (next.Text == "" || next.From > c.To || next.Tag == Mark || next.Tag == QuotationMark) {
				level := 1
				if t.Quote >= 0 {
					level = 2
				}
				found = append(found, Quote{Level: level, first: i, last: e + 1})
				k = j
				break
			}
		}
	}
	if len(found) == 0 {
		return
	}
	// All of them again, in the order of the text.
	r.quotes = nil
	for i := range r.tokens {
		r.tokens[i].Quote = -1
	}
	for len(outer) > 0 || len(found) > 0 {
		if len(found) == 0 || len(outer) > 0 && outer[0].first <= found[0].first {
			q := outer[0]
			outer = outer[1:]
			for i := q.first; i < q.last; i++ {
				r.tokens[i].Quote = len(r.quotes)
			}
			r.quotes = append(r.quotes, q)
			continue
		}
		f := found[0]
		found = found[1:]
		r.addQuote(f.first, f.last, f.Level, false, nil)
	}
}

func startsDigit(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r)
}

func digits(s string) bool { return s != "" && startsDigit(s) }

// classifyQuotes says what the marks are for. Speech is what has a verb of its own and an end, or stands after a comma or
// colon; a title has capitals on all its large words.
func (r *reader) classifyQuotes() {
	for k := range r.quotes {
		q := &r.quotes[k]
		first, last := q.first+1, q.last-1
		if q.Unclosed {
			last = q.last
		}
		words, capitals, small, finite := 0, 0, 0, false
		for i := first; i < last; i++ {
			t := &r.tokens[i]
			if !t.word() {
				continue
			}
			words++
			switch {
			case t.capital() || startsDigit(t.Text):
				capitals++
			case t.Tag == Noun || t.Tag == Adjective || t.Tag == VerbTag || t.Tag == Adverb:
				small++
			}
			if v := r.verbAt[i]; v >= 0 && r.verbs[v].Finite {
				finite = true
			}
		}
		end := r.at(last - 1)
		stopped := end.Tag == Mark && strings.ContainsAny(end.Text, ",.?!…—-")
		before := r.at(q.first - 1)
		opened := before.Tag == Mark && strings.ContainsAny(before.Text, ",:—–.") || q.first == 0 || before.line != r.tokens[q.first].line
		after := r.at(q.last)
		switch {
		case words == 0:
			q.Use = Scare
		case small == 0 && capitals > 1 && !(finite && stopped) && !(opened && stopped):
			q.Use = Title
		case finite && (stopped || opened) && words > 2, opened && stopped, words > 12 && finite:
			q.Use = Speech
		case r.at(first).capital() && opened && (after.Tag == Mark || after.line != before.line):
			q.Use = Speech
		case words <= 2 && !stopped:
			q.Use = Scare
		default:
			q.Use = Fragment
		}
	}
}
