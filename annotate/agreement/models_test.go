package agreement_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"galley/annotate/agreement"
)

// staff answers about items as coders of these accuracies would, and returns the true labels too.
func staff(accuracy []float64, items, labels int) (agreement.Answers, []int) {
	source := rand.New(rand.NewPCG(11, 12))
	a := agreement.Answers{Items: items, Coders: len(accuracy), Labels: labels}
	truth := make([]int, items)
	for i := range items {
		truth[i] = source.IntN(labels)
		for c, p := range accuracy {
			said := truth[i]
			if source.Float64() >= p {
				said = (said + 1 + source.IntN(labels-1)) % labels
			}
			a.All = append(a.All, agreement.Answer{Item: i, Coder: c, Label: said})
		}
	}
	return a, truth
}

func TestModelsFindWhoIsCareful(t *testing.T) {
	accuracy := []float64{0.95, 0.85, 0.7, 0.4}
	a, truth := staff(accuracy, 400, 3)
	ds := agreement.DawidSkene(a, agreement.ConfusionOptions{})
	mace := agreement.MACE(a, agreement.CompetenceOptions{Seed: 1})
	if ds.Status != agreement.OK || mace.Status != agreement.OK || !ds.Converged {
		t.Fatal(ds.Status, mace.Status, ds.Converged)
	}
	for c, got := range ds.Accuracy() {
		if math.Abs(got-accuracy[c]) > 0.06 {
			t.Errorf("Dawid–Skene: coder %d is right in %.2f of answers, not %.2f", c, got, accuracy[c])
		}
	}
	for c := 1; c < len(accuracy); c++ {
		if s := mace.Shares(); s[c] >= s[c-1] {
			t.Errorf("MACE: coder %d (%.2f) is said to be more careful than coder %d (%.2f)", c, s[c], c-1, s[c-1])
		}
	}
	for name, posterior := range map[string][][]float64{"Dawid–Skene": ds.Posterior, "MACE": mace.Posterior} {
		right, unsure, sure := 0, 0.0, 0.0
		bits := agreement.Entropy(posterior)
		for i, k := range agreement.Likeliest(posterior) {
			if k == truth[i] {
				right++
				sure += bits[i]
			} else {
				unsure += bits[i]
			}
		}
		if right < 376 { // the best coder alone gets 380 on average
			t.Errorf("%s: %d of 400 right", name, right)
		}
		if wrong := 400 - right; wrong > 0 && unsure/float64(wrong) <= sure/float64(right) {
			t.Errorf("%s is no less sure where it is wrong", name)
		}
	}
}

func TestModelsDoNotHangOnOrder(t *testing.T) {
	a, _ := staff([]float64{0.9, 0.8, 0.6}, 60, 3)
	b := a
	b.All = nil
	for _, i := range rand.New(rand.NewPCG(1, 2)).Perm(len(a.All)) {
		b.All = append(b.All, a.All[i])
	}
	if !reflect.DeepEqual(agreement.DawidSkene(a, agreement.ConfusionOptions{}), agreement.DawidSkene(b, agreement.ConfusionOptions{})) {
		t.Error("Dawid–Skene reads answers in the order they come")
	}
	o := agreement.CompetenceOptions{Seed: 5}
	if !reflect.DeepEqual(agreement.MACE(a, o), agreement.MACE(b, o)) {
		t.Error("MACE reads answers in the order they come")
	}
}

func TestModelsOfTooLittle(t *testing.T) {
	for want, a := range map[agreement.Status]agreement.Answers{
		agreement.NothingDone: {Items: 3, Coders: 2, Labels: 2},
		agreement.FewCoders:   {Items: 1, Coders: 2, Labels: 2, All: []agreement.Answer{{}}},
		agreement.NoVariation: {Items: 1, Coders: 2, Labels: 1, All: []agreement.Answer{{}, {Coder: 1}}},
	} {
		if got := agreement.DawidSkene(a, agreement.ConfusionOptions{}).Status; got != want {
			t.Errorf("Dawid–Skene: %q, not %q", got, want)
		}
		if got := agreement.MACE(a, agreement.CompetenceOptions{}).Status; got != want {
			t.Errorf("MACE: %q, not %q", got, want)
		}
	}
}

func TestUnansweredItemsSayNothing(t *testing.T) {
	a, _ := staff([]float64{0.9, 0.8, 0.6}, 40, 3)
	b := a
	b.Items = 90
	p, q := agreement.DawidSkene(a, agreement.ConfusionOptions{Rounds: 20}), agreement.DawidSkene(b, agreement.ConfusionOptions{Rounds: 20})
	if !reflect.DeepEqual(p.Prior, q.Prior) || !reflect.DeepEqual(p.Errors, q.Errors) {
		t.Errorf("%v, then %v", p.Prior, q.Prior)
	}
}

func TestLikelihoodNeverFalls(t *testing.T) {
	a, _ := staff([]float64{0.8, 0.6, 0.5, 0.5}, 80, 4)
	trace := agreement.DawidSkeneFrom(a, agreement.ConfusionOptions{Rounds: 60}).Trace
	if len(trace) != 61 {
		t.Fatalf("%d rounds", len(trace)-1)
	}
	for r := 1; r < len(trace); r++ {
		if trace[r] < trace[r-1]-1e-9 {
			t.Errorf("round %d: %v after %v", r, trace[r], trace[r-1])
		}
	}
}

// Items that were rated alike, put into one, make the same model.
func TestPatternsMakeTheSameModel(t *testing.T) {
	answers, _ := staff([]float64{0.9, 0.7, 0.6}, 200, 2)
	x := agreement.NewItems(agreement.Scale{Categories: []string{"yes", "no"}}, []string{"ana", "ben", "cleo"})
	for i := range 200 {
		row := []int32{agreement.Missing, agreement.Missing, agreement.Missing}
		for _, one := range answers.All[3*i : 3*i+3] {
			if i%7 != one.Coder { // some are missing
				row[one.Coder] = int32(one.Label)
			}
		}
		x.AddTimes(i%5, 1+i%3, row...)
	}
	each, some := x.Answers(), x.Patterns()
	if some.Items >= 27 || each.Items != 399 {
		t.Fatalf("%d items, %d patterns", each.Items, some.Items)
	}
	a := agreement.DawidSkeneFrom(each, agreement.ConfusionOptions{Rounds: 30})
	b := agreement.DawidSkeneFrom(some, agreement.ConfusionOptions{Rounds: 30})
	if math.Abs(a.LogLikelihood-b.LogLikelihood) > 1e-8 {
		t.Errorf("Dawid–Skene: %v, and of patterns %v", a.LogLikelihood, b.LogLikelihood)
	}
	c := agreement.MACE(each, agreement.CompetenceOptions{Seed: 3})
	d := agreement.MACE(some, agreement.CompetenceOptions{Seed: 3})
	if math.Abs(c.LogLikelihood-d.LogLikelihood) > 1e-8 {
		t.Errorf("MACE: %v, and of patterns %v", c.LogLikelihood, d.LogLikelihood)
	}
	for coder := range 3 {
		if math.Abs(a.Accuracy()[coder]-b.Accuracy()[coder]) > 1e-10 || math.Abs(c.Shares()[coder]-d.Shares()[coder]) > 1e-10 {
			t.Errorf("coder %d differs", coder)
		}
	}
}
