package match

// A Tally is the counts of MUC-5 (Chinchor & Sundheim 1993) as SemEval-2013 task 9 uses them (Segura-Bedmar et al. 2013):
// correct, incorrect, partial, missed by the prediction, and spurious in it. Tallies add up.
type Tally struct{ Correct, Incorrect, Partial, Missed, Spurious int }

// A MUC is a matching judged in four ways.
type MUC struct {
	Strict  Tally // label and edges
	Exact   Tally // edges, whatever the label
	Partial Tally // edges; sharing text is half a hit
	Type    Tally // label, for pairs that share text
}

// MUC takes A for the gold and B for the prediction. For two annotators of one standing show F1 alone.
func (m Matching) MUC() MUC {
	var all MUC
	for _, p := range m.Pairs {
		a, b := &m.A[p.A], &m.B[p.B]
		edges, label := SameEdges(a, b), a.Label == b.Label
		all.Strict.judge(edges && label)
		all.Exact.judge(edges)
		all.Type.judge(label)
		if edges {
			all.Partial.Correct++
		} else {
			all.Partial.Partial++
		}
	}
	for _, t := range []*Tally{&all.Strict, &all.Exact, &all.Partial, &all.Type} {
		t.Missed, t.Spurious = len(m.A)-len(m.Pairs), len(m.B)-len(m.Pairs)
	}
	return all
}

func (t *Tally) judge(right bool) {
	if right {
		t.Correct++
	} else {
		t.Incorrect++
	}
}

// Precision, Recall and F1 count a partial hit as half; ok is false where there is nothing to divide by.
func (t Tally) Precision() (value float64, ok bool) { return t.of(t.actual()) }
func (t Tally) Recall() (value float64, ok bool)    { return t.of(t.possible()) }

// F1 is the harmonic mean of the two, written so that it is 0 and not undefined when nothing is right.
func (t Tally) F1() (value float64, ok bool) {
	all := t.actual() + t.possible()
	if all == 0 {
		return 0, false
	}
	return 2 * t.right() / float64(all), true
}

func (t Tally) right() float64 { return float64(t.Correct) + float64(t.Partial)/2 }
func (t Tally) possible() int  { return t.Correct + t.Incorrect + t.Partial + t.Missed }
func (t Tally) actual() int    { return t.Correct + t.Incorrect + t.Partial + t.Spurious }

func (t Tally) of(all int) (float64, bool) {
	if all == 0 {
		return 0, false
	}
	return t.right() / float64(all), true
}
