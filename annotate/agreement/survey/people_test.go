package survey_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/survey"
)

func TestPeople(t *testing.T) {
	var sheets []survey.Sheet
	for d := range 6 {
		doc := document(fmt.Sprint("doc", d))
		for i, who := range []annotate.Annotator{"ana", "ben", "cleo"} {
			from := d
			if i == 2 { // Cleo marks somewhere else
				from = 9 - d
			}
			sheets = append(sheets, lay(t, doc, who, [][3]any{{"claim", min(from, 8), min(from, 8) + 1}}))
		}
	}
	s := survey.New(sheets)
	draws := agreement.NewDraws(s.Seed(), len(s.Documents), 100)
	one := s.Subjects(annotate.Scheme{}, nil)[0]
	people := s.People(one, draws, s.Seed())
	value := func(n agreement.Number) float64 {
		x, ok := n.Get()
		if !ok {
			t.Fatal("no value")
		}
		return x
	}
	ana, cleo := people[0], people[2]
	if ana.Items != 60 || ana.NoModel != "" || ana.WithRest.Interval.Method == "none" {
		t.Errorf("%+v", ana)
	}
	if value(ana.WithRest.Value) <= value(cleo.WithRest.Value) || value(ana.Right) <= value(cleo.Right) || value(ana.Knows) <= value(cleo.Knows) {
		t.Errorf("Ana, who agrees with Ben, does no better than Cleo: %+v, %+v", ana, cleo)
	}

	two := survey.New(append(sheets[:2:2], sheets[3:5]...))
	p := two.People(two.Subjects(annotate.Scheme{}, nil)[0], agreement.NewDraws(1, 2, 10), 1)[0]
	if _, ok := p.Right.Get(); ok || !strings.Contains(p.NoModel, "2 annotators") {
		t.Errorf("a model of two: %+v", p)
	}
}
