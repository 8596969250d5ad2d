package engine

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// maxPattern bounds what a pattern may become when it is compiled, in instructions.
const maxPattern = 20_000

// A pattern is a JavaScript regular expression as Go's package regexp runs it: in time that grows with the text alone. It
// never changes and is shared by all runs.
type pattern struct {
	source, flags  string
	global, sticky bool
	names          []string // of the groups, "" without; names[0] is the whole
	weight         int      // steps that 16 bytes of text cost
	re             *regexp.Regexp
	scanner, here  func() *scanner // for a match anywhere, and at a place

	// The same at the start of a text only, and behind one character of it, anywhere and right there.
	sticking, from, stuck func() *regexp.Regexp
}

// compile translates a JavaScript pattern. The error is in words for whoever wrote it.
func compile(source, flags string) (*pattern, error) {
	p := &pattern{source: source, flags: flags}
	var insensitive, multiline, dotAll, unicode bool // every pattern counts in characters, with u and without
	for _, f := range flags {
		var set *bool
		switch f {
		case 'g':
			set = &p.global
		case 'i':
			set = &insensitive
		case 'm':
			set = &multiline
		case 's':
			set = &dotAll
		case 'u':
			set = &unicode
		case 'y':
			set = &p.sticky
		}
		if set == nil || *set {
			return nil, fmt.Errorf("regular expression flags %q: use g, i, m, s, u and y, each once", flags)
		}
		*set = true
	}
	t := translation{in: source, dotAll: dotAll}
	body, err := t.run()
	if err != nil {
		return nil, fmt.Errorf("regular expression /%s/: %w", shortened(source), err)
	}
	mode := ""
	if insensitive {
		mode += "i"
	}
	if multiline {
		mode += "m"
	}
	if mode != "" {
		body = "(?" + mode + ":" + body + ")"
	} else {
		body = "(?:" + body + ")"
	}
	tree, err := syntax.Parse(body, syntax.Perl)
	if err == nil {
		var program *syntax.Prog
		if program, err = syntax.Compile(tree.Simplify()); err == nil && len(program.Inst) > maxPattern {
			err = errors.New("it is too large: repeat less")
		} else if err == nil {
			p.weight = 1 + len(program.Inst)/50
			p.scanner = sync.OnceValue(func() *scanner { return newScanner(program, false) })
			p.here = sync.OnceValue(func() *scanner { return newScanner(program, true) })
		}
	}
	if bad, ok := errors.AsType[*syntax.Error](err); ok {
		err = fmt.Errorf("%s: %s", bad.Code, bad.Expr)
	}
	if err != nil {
		return nil, fmt.Errorf("regular expression /%s/: %w", shortened(source), err)
	}
	if p.re, err = regexp.Compile(body); err != nil {
		return nil, fmt.Errorf("regular expression /%s/: %w", shortened(source), err)
	}
	// From a place inside the text the match must still see the character before it, for ^ and \b: it is matched first,
	// and the match itself is the first group.
	later := func(head, tail string) func() *regexp.Regexp {
		return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(head + body + tail) })
	}
	p.sticking, p.from, p.stuck = later(`\A`, ""), later(`\A(?s:.)(?s:.*?)(`, ")"), later(`\A(?s:.)(`, ")")
	p.names = p.re.SubexpNames()
	return p, nil
}

func shortened(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// matches reports whether there is a match anywhere in s, whether p is sticky or not.
func (p *pattern) matches(s string) bool {
	if found, _, ok := p.scanner().matches(s, 0); ok {
		return found
	}
	return p.re.MatchString(s)
}

// match returns the places, in bytes, of the whole and of each group of the first match in s at byte at or behind it, or
// nil. Of a group that took no part both are -1.
func (p *pattern) match(s string, at int) []int {
	if at == 0 {
		if p.sticky {
			return p.at(s, 0)
		}
		if !p.matches(s) {
			return nil
		}
		return p.re.FindStringSubmatchIndex(s)
	}
	if p.sticky {
		return p.at(s, at)
	}
	return p.behind(p.from(), s, at)
}

// behind returns what re, which matches a character first, finds from the character before byte at of s.
func (p *pattern) behind(re *regexp.Regexp, s string, at int) []int {
	_, n := utf8.DecodeLastRuneInString(s[:at])
	base := at - n
	found := re.FindStringSubmatchIndex(s[base:])
	if found == nil {
		return nil
	}
	found = found[2:]
	for i := range found {
		if found[i] >= 0 {
			found[i] += base
		}
	}
	return found
}

// all returns the places of every match in s, as match does, each behind the last.
func (p *pattern) all(s string) [][]int {
	if p.sticky {
		var out [][]int
		for at := 0; at <= len(s); {
			m := p.match(s, at)
			if m == nil {
				break
			}
			out = append(out, m)
			if at = m[1]; m[1] == m[0] {
				_, n := utf8.DecodeRuneInString(s[at:])
				at += max(n, 1)
			}
		}
		return out
	}
	if !p.matches(s) {
		return nil
	}
	if out, ok := p.walk(s); ok {
		return out
	}
	return p.re.FindAllStringSubmatchIndex(s, -1)
}

// walk returns the places of every match as package regexp finds them, but asks that only where one begins. Without ok it has to be
// asked for all, as beginnings that come to nothing would take too long.
func (p *pattern) walk(s string) (out [][]int, ok bool) {
	here := p.here()
	last, left := -1, 8*len(s)+64
	for at := 0; at <= len(s); {
		found, to, ok := here.matches(s, at)
		if left -= to - at; !ok || left < 0 {
			return nil, false
		}
		_, n := utf8.DecodeRuneInString(s[at:])
		next := at + max(n, 1)
		if found {
			m := p.at(s, at)
			if m == nil {
				return nil, false
			}
			if m[1] > at {
				next = m[1]
			}
			if m[1] > at || at != last { // nothing, right behind a match, is none
				out = append(out, m)
			}
			last = m[1]
		}
		at = next
	}
	return out, true
}

// at returns the match that begins right at byte at of s, or nil.
func (p *pattern) at(s string, at int) []int {
	if at == 0 {
		return p.sticking().FindStringSubmatchIndex(s)
	}
	return p.behind(p.stuck(), s, at)
}

// cost is what matching n bytes is worth, in steps.
func (p *pattern) cost(n int) int { return p.weight * (n/16 + 1) }

// A translation turns a JavaScript pattern into one of Go's.
type translation struct {
	in     string
	at     int
	out    strings.Builder
	dotAll bool
}

var (
	errAround  = errors.New("looking ahead or behind is not available, as it can take time without end: put what stands around into groups and ask find for the group you mean")
	errBackref = errors.New("references to groups are not available, as they can take time without end: compare the groups of a match in the script")
)

// JavaScript's white space, which is more than Go's \s, and all else.
const (
	space    = `\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`
	nonSpace = `\x00-\x08\x0e-\x1f!-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff}`
)

func (t *translation) run() (string, error) {
	for t.at < len(t.in) {
		c := t.in[t.at]
		var err error
		switch c {
		case '\\':
			err = t.escape(false)
		case '[':
			err = t.class()
		case '(':
			err = t.group()
		case '.':
			t.at++
			if t.dotAll {
				t.out.WriteString(`(?s:.)`)
			} else {
				t.out.WriteString(`[^\n\r\x{2028}\x{2029}]`)
			}
		default:
			t.at++
			t.out.WriteByte(c)
		}
		if err != nil {
			return "", err
		}
	}
	return t.out.String(), nil
}

func (t *translation) group() error {
	rest := t.in[t.at:]
	switch {
	case strings.HasPrefix(rest, "(?="), strings.HasPrefix(rest, "(?!"), strings.HasPrefix(rest, "(?<="), strings.HasPrefix(rest, "(?<!"):
		return errAround
	case strings.HasPrefix(rest, "(?<"):
		t.out.WriteString("(?P<")
		t.at += 3
	case strings.HasPrefix(rest, "(?P"):
		return errors.New("a group is named (?<name>…)")
	default:
		t.out.WriteByte('(')
		t.at++
	}
	return nil
}

// class translates […].
func (t *translation) class() error {
	rest := t.in[t.at:]
	switch {
	case strings.HasPrefix(rest, "[]"):
		t.at += 2
		t.out.WriteString(`[^\x00-\x{10ffff}]`)
		return nil
	case strings.HasPrefix(rest, "[^]"):
		t.at += 3
		t.out.WriteString(`(?s:.)`)
		return nil
	}
	t.at++
	t.out.WriteByte('[')
	if strings.HasPrefix(t.in[t.at:], "^") {
		t.at++
		t.out.WriteByte('^')
	}
	for t.at < len(t.in) {
		switch c := t.in[t.at]; c {
		case ']':
			t.at++
			t.out.WriteByte(']')
			return nil
		case '[', '&', '~':
			t.at++
			t.out.WriteString(`\` + string(c))
		case '-':
			t.at++
			if next := t.in[t.at:]; next == "" || next[0] == ']' || t.classBefore() || len(next) > 1 && next[0] == '\\' && strings.ContainsRune("dDsSwWpP", rune(next[1])) {
				t.out.WriteString(`\-`)
			} else {
				t.out.WriteByte('-')
			}
		case '\\':
			if err := t.escape(true); err != nil {
				return err
			}
		default:
			t.at++
			t.out.WriteByte(c)
		}
	}
	return errors.New("a [ is not closed")
}

// classBefore reports whether the hyphen just read stands behind [, [^ or a class such as \w, where it is itself.
func (t *translation) classBefore() bool {
	before := t.in[:t.at-1]
	if strings.HasSuffix(before, "[") || strings.HasSuffix(before, "[^") {
		return true
	}
	n := len(before)
	return n >= 2 && before[n-2] == '\\' && strings.ContainsRune("dDsSwW", rune(before[n-1])) || n >= 1 && before[n-1] == '}'
}

// escape translates \ and what follows.
func (t *translation) escape(inClass bool) error {
	t.at++
	if t.at >= len(t.in) {
		return errors.New(`a \ stands at the end`)
	}
	r, n := utf8.DecodeRuneInString(t.in[t.at:])
	t.at += n
	switch r {
	case 'd', 'D', 'w', 'W', 't', 'n', 'r', 'f', 'v':
		t.out.WriteString(`\` + string(r))
	case 's', 'S':
		set := space
		if r == 'S' {
			set = nonSpace
		}
		if !inClass {
			set = "[" + set + "]"
		}
		t.out.WriteString(set)
	case 'b', 'B':
		switch {
		case inClass && r == 'b':
			t.out.WriteString(`\x08`)
		case inClass:
			return errors.New(`\B has no meaning in […]`)
		default:
			t.out.WriteString(`\` + string(r))
		}
	case '0':
		t.out.WriteString(`\x00`)
	case '1', '2', '3', '4', '5', '6', '7', '8', '9', 'k':
		return errBackref
	case 'c':
		if t.at >= len(t.in) || !isLetter(t.in[t.at]) {
			return errors.New(`\c needs a letter`)
		}
		t.code(int64(t.in[t.at] & 31))
		t.at++
	case 'x':
		return t.hex(2)
	case 'u':
		return t.unicode()
	case 'p', 'P':
		return t.property(r)
	default:
		if isLetter(byte(r)) && r < utf8.RuneSelf || r == '_' {
			return fmt.Errorf(`\%c has no meaning`, r)
		}
		if inClass && strings.ContainsRune("-^&~", r) {
			t.out.WriteByte('\\')
			t.out.WriteRune(r)
			break
		}
		t.out.WriteString(regexp.QuoteMeta(string(r)))
	}
	return nil
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func (t *translation) code(n int64) { fmt.Fprintf(&t.out, `\x{%x}`, n) }

func (t *translation) hex(digits int) error {
	if t.at+digits <= len(t.in) {
		if n, err := strconv.ParseUint(t.in[t.at:t.at+digits], 16, 32); err == nil {
			t.at += digits
			t.code(int64(n))
			return nil
		}
	}
	return fmt.Errorf("an escape needs %d hexadecimal digits", digits)
}

// unicode translates \uXXXX, a pair of them that is one character, and \u{X…}.
func (t *translation) unicode() error {
	if strings.HasPrefix(t.in[t.at:], "{") {
		end := strings.IndexByte(t.in[t.at:], '}')
		if end > 1 {
			if n, err := strconv.ParseUint(t.in[t.at+1:t.at+end], 16, 32); err == nil && n <= utf8.MaxRune {
				t.at += end + 1
				t.code(int64(n))
				return nil
			}
		}
		return errors.New(`\u{…} needs the number of a character`)
	}
	four := func(at int) (int64, bool) {
		if at+4 > len(t.in) {
			return 0, false
		}
		n, err := strconv.ParseUint(t.in[at:at+4], 16, 32)
		return int64(n), err == nil
	}
	n, ok := four(t.at)
	if !ok {
		return errors.New(`\u needs 4 hexadecimal digits`)
	}
	t.at += 4
	if n >= 0xD800 && n < 0xDC00 && strings.HasPrefix(t.in[t.at:], `\u`) {
		if low, ok := four(t.at + 2); ok && low >= 0xDC00 && low < 0xE000 {
			t.at += 6
			n = (n-0xD800)<<10 + (low - 0xDC00) + 0x10000
		}
	}
	if n >= 0xD800 && n < 0xE000 {
		return errors.New("half of a surrogate pair stands for no character")
	}
	t.code(n)
	return nil
}

// Long names of general categories, by which JavaScript knows them too.
var categories = map[string]string{
	"Letter": "L", "Cased_Letter": "LC", "Uppercase_Letter": "Lu", "Lowercase_Letter": "Ll", "Titlecase_Letter": "Lt", "Modifier_Letter": "Lm", "Other_Letter": "Lo",
	"Mark": "M", "Nonspacing_Mark": "Mn", "Number": "N", "Decimal_Number": "Nd", "Letter_Number": "Nl", "Other_Number": "No",
	"Punctuation": "P", "Connector_Punctuation": "Pc", "Dash_Punctuation": "Pd", "Open_Punctuation": "Ps", "Close_Punctuation": "Pe",
	"Initial_Punctuation": "Pi", "Final_Punctuation": "Pf", "Other_Punctuation": "Po", "Symbol": "S", "Math_Symbol": "Sm", "Currency_Symbol": "Sc",
	"Modifier_Symbol": "Sk", "Other_Symbol": "So", "Separator": "Z", "Space_Separator": "Zs", "Other": "C", "Control": "Cc", "Format": "Cf",
	"Alphabetic": "L", "Uppercase": "Lu", "Lowercase": "Ll",
}

// property translates \p{…}.
func (t *translation) property(p rune) error {
	end := strings.IndexByte(t.in[t.at:], '}')
	if !strings.HasPrefix(t.in[t.at:], "{") || end < 0 {
		return fmt.Errorf(`\%c needs the name of a property: \%c{L}`, p, p)
	}
	name := t.in[t.at+1 : t.at+end]
	t.at += end + 1
	if kind, value, ok := strings.Cut(name, "="); ok {
		switch kind {
		case "General_Category", "gc", "Script", "sc", "Script_Extensions", "scx":
			name = value
		}
	}
	if short, ok := categories[name]; ok {
		name = short
	}
	if _, err := syntax.Parse(`\p{`+name+`}`, syntax.Perl); err != nil || strings.ContainsAny(name, "{}\\") {
		return fmt.Errorf(`\%c{%s}: there is no such property here: use a category (L, Lu, N, P …) or a script (Greek, Han …)`, p, name)
	}
	t.out.WriteString(`\` + string(p) + "{" + name + "}")
	return nil
}
