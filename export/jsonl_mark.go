package export

import (
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/strict"
)

func (in *rowReader) span() readSpan {
	s := readSpan{start: in.Offset(), place: annotate.Range{From: -1, To: -1}, status: "open"}
	score := 1.0
	hasText := false
	for in.Object(); ; {
		name, ok := in.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "id":
			s.ID = journal.ReadID(in.Reader)
		case "label":
			s.Label = annotate.Label(in.Filled())
		case "start":
			s.place.From = annotate.Pos(in.Int(0, strict.MaxInt))
		case "end":
			s.place.To = annotate.Pos(in.Int(0, strict.MaxInt))
		case "parts":
			s.Ranges = journal.ReadRanges(in.Reader)
		case "text":
			s.text, hasText = in.String(), true
		case "attrs":
			s.Attrs, s.Origin = in.markAttrs()
		case "annotator":
			s.by = annotate.Annotator(in.Word())
		case "score":
			if !in.Null() {
				score = in.Float(0, 1)
			}
		case "status":
			switch s.status = in.Word(); s.status {
			case "open", "done", "rejected":
			default:
				in.Fail("the status is open, done or rejected, not %q", s.status)
			}
		case "votes": // they follow from what else there is
			in.Skip()
		default:
			in.Unknown("id, label, start, end, parts, text, attrs, annotator, score, status and votes")
		}
	}
	switch {
	case s.ID == "":
		in.Missing("id")
	case s.Label == "":
		in.Missing("label")
	case s.place.From < 0:
		in.Missing("start")
	case s.place.To < 0:
		in.Missing("end")
	case s.Ranges == nil:
		in.Missing("parts")
	case !hasText:
		in.Missing("text")
	}
	switch {
	case s.Origin != nil:
		s.Origin.Score = score
	case score != 1:
		s.Origin = &annotate.Origin{Rule: "import", Score: score}
	}
	return s
}

func (in *rowReader) relation() readRelation {
	l := readRelation{start: in.Offset()}
	for in.Object(); ; {
		name, ok := in.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "id":
			l.ID = journal.ReadID(in.Reader)
		case "label":
			l.Label = annotate.Label(in.Filled())
		case "head":
			l.Head = journal.ReadID(in.Reader)
		case "tail":
			l.Tail = journal.ReadID(in.Reader)
		case "attrs":
			l.Attrs, l.Origin = in.markAttrs()
		default:
			in.Unknown("id, label, head, tail and attrs")
		}
	}
	switch {
	case l.ID == "":
		in.Missing("id")
	case l.Label == "":
		in.Missing("label")
	case l.Head == "":
		in.Missing("head")
	case l.Tail == "":
		in.Missing("tail")
	}
	return l
}

// markAttrs reads the attributes of a mark, and from among them the rule that proposed it.
func (in *rowReader) markAttrs() (annotate.Attrs, *annotate.Origin) {
	var attrs annotate.Attrs
	var o *annotate.Origin
	origin := func() *annotate.Origin {
		if o == nil {
			o = &annotate.Origin{}
		}
		return o
	}
	for _, f := range in.fields() {
		switch f.Name {
		case attrRule:
			origin().Rule = f.Value
		case attrVersion:
			origin().Version = f.Value
		case attrScore:
			n, err := strconv.ParseFloat(f.Value, 64)
			if err != nil || !(0 <= n && n <= 1) {
				in.Fail("%s is a number from 0 to 1, not %q", attrScore, f.Value)
			}
			origin().Score = n
		default:
			if strings.HasPrefix(f.Name, reserved) {
				in.Fail("attribute %q: names that begin with %q are Galley's own", f.Name, reserved)
			}
			if _, ok := attrs.Get(f.Name); ok {
				in.Fail("attribute %q is given twice", f.Name)
			}
			attrs = attrs.With(f.Name, &f.Value)
		}
	}
	if o != nil && o.Rule == "" {
		in.Fail("%s is given without %s", attrVersion, attrRule)
	}
	return attrs, o
}

func (in *rowReader) docAttr() docAttr {
	var a docAttr
	for in.Object(); ; {
		name, ok := in.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "name":
			a.Name = in.Filled()
		case "value":
			a.Value = in.Word()
		case "annotator":
			a.by = annotate.Annotator(in.Word())
		default:
			in.Unknown("name, value and annotator")
		}
	}
	if a.Name == "" {
		in.Missing("name")
	}
	return a
}

func (in *rowReader) fields() []annotate.Field { return journal.ReadFields(in.Reader) }
