package export

import (
	"strings"

	"galley/annotate"
	"galley/annotate/strict"
)

// A pen writes JSON, compact, members in the order of the calls: equal calls are equal bytes.
type pen struct{ b []byte }

// next puts a comma where one belongs.
func (p *pen) next() {
	if n := len(p.b); n > 0 && !strings.ContainsRune("{[:,\n", rune(p.b[n-1])) {
		p.b = append(p.b, ',')
	}
}

// open and close write a bracket.
func (p *pen) open(bracket byte)  { p.next(); p.b = append(p.b, bracket) }
func (p *pen) close(bracket byte) { p.b = append(p.b, bracket) }

// name writes the name of a member, whose value the next call writes.
func (p *pen) name(s string) *pen {
	p.next()
	p.b = append(strict.AppendString(p.b, s), ':')
	return p
}

func (p *pen) str(s string)    { p.next(); p.b = strict.AppendString(p.b, s) }
func (p *pen) num(n int)       { p.next(); p.b = strict.AppendInt(p.b, n) }
func (p *pen) float(f float64) { p.next(); p.b = strict.AppendFloat(p.b, f) }
func (p *pen) bool(v bool) {
	p.next()
	if v {
		p.b = append(p.b, "true"...)
		return
	}
	p.b = append(p.b, "false"...)
}

// raw writes what is JSON already.
func (p *pen) raw(json string) { p.next(); p.b = append(p.b, json...) }

// text writes a member that is a string.
func (p *pen) text(name, value string) { p.name(name).str(value) }

// int writes a member that is a whole number.
func (p *pen) int(name string, n int) { p.name(name).num(n) }

// list opens a member that is a list; close(']') ends it.
func (p *pen) list(name string) { p.name(name).open('[') }

// object opens a member that is an object; close('}') ends it.
func (p *pen) object(name string) { p.name(name).open('{') }

// strings writes a member that is a list of strings.
func (p *pen) strings(name string, values []string) {
	p.list(name)
	for _, v := range values {
		p.str(v)
	}
	p.close(']')
}

// place writes the members start and end.
func (p *pen) place(r annotate.Range) {
	p.int("start", int(r.From))
	p.int("end", int(r.To))
}
