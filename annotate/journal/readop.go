package journal

import (
	"encoding/json"

	"galley/annotate"
	"galley/annotate/strict"
)

// readOp reads an operation in the form of [annotate.Tx]. Operations that it does not know by itself, and those
// whose "op" is not their first member, it leaves to that.
func readOp(r *strict.Reader) annotate.Op {
	start := r.Mark()
	r.Object()
	if name, ok := r.Name(); ok && string(name) == "op" {
		switch op := r.Bytes(); string(op) {
		case "add-span":
			return annotate.AddSpan{Span: readMember(r, "span", readSpan)}
		case "remove-span":
			return annotate.RemoveSpan{Span: readMember(r, "span", readSpan)}
		case "add-relation":
			return annotate.AddRelation{Relation: readMember(r, "relation", readRelation)}
		case "remove-relation":
			return annotate.RemoveRelation{Relation: readMember(r, "relation", readRelation)}
		case "move-span":
			return readMove(r)
		case "relabel":
			return readRelabel(r)
		case "set-attr":
			return readSetAttr(r)
		}
	}
	r.Return(start)
	at := r.Offset()
	raw := r.Skip()
	if raw == nil {
		return nil
	}
	var tx annotate.Tx
	if err := json.Unmarshal(append(append([]byte{'['}, raw...), ']'), &tx); err != nil {
		r.FailAt(at, "%v", err)
		return nil
	}
	return tx[0]
}

// readMember reads the one member that an operation has beside "op".
func readMember[T any](r *strict.Reader, want string, read func(*strict.Reader) T) (v T) {
	n := 0
	for ; ; n++ {
		name, ok := r.Name()
		if !ok {
			break
		}
		if string(name) != want {
			r.Unknown("op and " + want)
			break
		}
		v = read(r)
	}
	if n == 0 {
		r.Missing(want)
	}
	return v
}

func readSpan(r *strict.Reader) annotate.Span {
	var s annotate.Span
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "id":
			s.ID = ReadID(r)
		case "label":
			s.Label = annotate.Label(r.Filled())
		case "parts":
			s.Ranges = ReadRanges(r)
		case "attrs":
			s.Attrs = readAttrs(r)
		case "origin":
			s.Origin = readOrigin(r)
		default:
			r.Unknown("id, label, parts, attrs and origin")
		}
	}
	switch {
	case s.ID == "":
		r.Missing("id")
	case s.Label == "":
		r.Missing("label")
	case s.Ranges == nil:
		r.Missing("parts")
	}
	return s
}

func readRelation(r *strict.Reader) annotate.Relation {
	var l annotate.Relation
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "id":
			l.ID = ReadID(r)
		case "label":
			l.Label = annotate.Label(r.Filled())
		case "head":
			l.Head = ReadID(r)
		case "tail":
			l.Tail = ReadID(r)
		case "attrs":
			l.Attrs = readAttrs(r)
		case "origin":
			l.Origin = readOrigin(r)
		default:
			r.Unknown("id, label, head, tail, attrs and origin")
		}
	}
	switch {
	case l.ID == "":
		r.Missing("id")
	case l.Label == "":
		r.Missing("label")
	case l.Head == "":
		r.Missing("head")
	case l.Tail == "":
		r.Missing("tail")
	}
	return l
}

func readOrigin(r *strict.Reader) *annotate.Origin {
	o := &annotate.Origin{}
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "rule":
			o.Rule = r.Filled()
		case "version":
			o.Version = r.String()
		case "score":
			o.Score = r.Float(0, 1)
		default:
			r.Unknown("rule, version and score")
		}
	}
	if o.Rule == "" {
		r.Missing("rule")
	}
	return o
}

func readMove(r *strict.Reader) annotate.Op {
	var op annotate.MoveSpan
	for {
		name, ok := r.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "id":
			op.ID = ReadID(r)
		case "from":
			op.From = ReadRanges(r)
		case "to":
			op.To = ReadRanges(r)
		default:
			r.Unknown("op, id, from and to")
		}
	}
	switch {
	case op.ID == "":
		r.Missing("id")
	case op.From == nil:
		r.Missing("from")
	case op.To == nil:
		r.Missing("to")
	}
	return op
}

func readRelabel(r *strict.Reader) annotate.Op {
	var op annotate.Relabel
	for {
		name, ok := r.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "id":
			op.ID = ReadID(r)
		case "from":
			op.From = annotate.Label(r.Filled())
		case "to":
			op.To = annotate.Label(r.Filled())
		default:
			r.Unknown("op, id, from and to")
		}
	}
	switch {
	case op.ID == "":
		r.Missing("id")
	case op.From == "":
		r.Missing("from")
	case op.To == "":
		r.Missing("to")
	}
	return op
}

func readSetAttr(r *strict.Reader) annotate.Op {
	var op annotate.SetAttr
	var from, to bool
	for {
		name, ok := r.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "id":
			op.ID = ReadID(r)
		case "name":
			op.Name = r.Filled()
		case "from":
			op.From, from = readValue(r), true
		case "to":
			op.To, to = readValue(r), true
		default:
			r.Unknown("op, id, name, from and to")
		}
	}
	switch {
	case op.Name == "":
		r.Missing("name")
	case !from:
		r.Missing("from")
	case !to:
		r.Missing("to")
	}
	return op
}

// readValue reads an attribute's value; null is unset.
func readValue(r *strict.Reader) *string {
	if r.Null() {
		return nil
	}
	s := r.String()
	return &s
}

// ReadID reads the id of a span or relation: one to 64 of A–Z a–z 0–9 _ -.
func ReadID(r *strict.Reader) annotate.SpanID {
	s := r.Bytes()
	if !validID(s) {
		r.Fail("the id %q is not one to 64 of A–Z a–z 0–9 _ -", s)
	}
	return annotate.SpanID(s)
}

func validID[T ~string | ~[]byte](s T) bool {
	if len(s) == 0 || len(s) > 64 {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z', '0' <= c && c <= '9', c == '_', c == '-':
		default:
			return false
		}
	}
	return true
}

// ReadRanges reads the ranges of a span: at least one, none empty, sorted, disjoint and not touching.
func ReadRanges(r *strict.Reader) []annotate.Range {
	var out []annotate.Range
	for r.Array(); r.More(); {
		g := annotate.Range{From: -1, To: -1}
		for r.Object(); ; {
			name, ok := r.Name()
			if !ok {
				break
			}
			switch string(name) {
			case "start":
				g.From = annotate.Pos(r.Int(0, strict.MaxInt))
			case "end":
				g.To = annotate.Pos(r.Int(0, strict.MaxInt))
			default:
				r.Unknown("start and end")
			}
		}
		switch n := len(out); {
		case g.From < 0:
			r.Missing("start")
		case g.To < 0:
			r.Missing("end")
		case g.Empty():
			r.Fail("the part %v holds no character; its end must lie after its start", g)
		case n > 0 && g.From <= out[n-1].To:
			r.Fail("the part %v does not lie behind %v; parts are sorted and neither overlap nor touch", g, out[n-1])
		}
		out = append(out, g)
	}
	if len(out) == 0 {
		r.Fail("a span has at least one part")
	}
	return out
}
