package survey

import (
	"fmt"

	"galley/annotate"
	"galley/annotate/agreement"
)

// A Person is how one annotator does on a subject. None of it is a mark: an annotator who stands apart may be the one
// who read the guideline.
type Person struct {
	Annotator annotate.Annotator `json:"annotator"`
	Items     int                `json:"items"`              // that they rated
	WithRest  agreement.Figure   `json:"with_rest"`          // mean of Cohen's κ with each of the others
	Right     agreement.Number   `json:"right"`              // how often they are right, by Dawid and Skene's model
	Knows     agreement.Number   `json:"knows"`              // how often they know rather than guess, by MACE
	NoModel   string             `json:"no_model,omitempty"` // why the models say nothing
}

// The least that a model of annotators can learn from.
const (
	fewestPeople = 3
	fewestItems  = 20
)

// People returns how each annotator does on a subject.
func (s Survey) People(one Subject, draws agreement.Draws, seed uint64) []Person {
	people := make([]Person, len(s.Annotators))
	patterns := one.Items.Patterns()
	rated, active := make([]float64, len(people)), 0
	for _, a := range patterns.All {
		rated[a.Coder] += patterns.Times[a.Item]
	}
	least := 0.0
	for _, n := range rated {
		if n > 0 {
			active++
			if least == 0 || n < least {
				least = n
			}
		}
	}
	why := ""
	switch {
	case one.Kind == OfValue:
		why = "marks are compared two by two, and models need the answers of all to one item"
	case active < fewestPeople:
		why = fmt.Sprintf("%d annotators: models need %d", active, fewestPeople)
	case least < fewestItems:
		why = fmt.Sprintf("%.0f items: models need %d of everybody", least, fewestItems)
	}
	var right, knows []float64
	if why == "" {
		confusion, competence := agreement.DawidSkene(patterns, agreement.ConfusionOptions{}), agreement.MACE(patterns, agreement.CompetenceOptions{Seed: seed})
		if confusion.Status == agreement.OK && competence.Status == agreement.OK {
			right, knows = confusion.Accuracy(), competence.Shares()
		} else {
			why = string(confusion.Status)
		}
	}
	rests := agreement.WithRests(one.Items, one.Weights)
	figures, intervals := rests.Figures(), rests.Intervals(draws)
	for i, name := range s.Annotators {
		p := Person{Annotator: name, Items: int(rated[i]), WithRest: figures[i], NoModel: why}
		p.WithRest.Interval = intervals[i]
		if why == "" && rated[i] > 0 {
			p.Right, p.Knows = agreement.Of(right[i]), agreement.Of(knows[i])
		}
		people[i] = p
	}
	return people
}
