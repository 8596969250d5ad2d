package agreement

import (
	"math"
	"math/rand/v2"
	"slices"
)

// A Competence is the model MACE (Hovy et al. 2013): for each answer a coder either knows the true label, or spams:
// picks a label by a habit of their own. All labels are equally likely beforehand. As with [Confusion], three
// coders and some twenty items each are the least to learn from.
type Competence struct {
	Status        Status
	Knows         [][2]float64 // by coder: weight of spamming, weight of knowing
	Strategy      [][]float64  // by coder, label: what is picked when spamming
	Posterior     [][]float64  // by item, true label
	Evidence      []float64    // by item: the natural logarithm of how likely its answers are
	LogLikelihood float64      // their sum, each as often as the item occurs
}

// A CompetenceOptions tunes MACE. The zero value is ready to use: variational Bayes, ten starts of fifty rounds.
type CompetenceOptions struct {
	Maximise bool // plain expectation–maximisation, smoothed, instead of variational Bayes
	Starts   int  // 0 is 10
	Rounds   int  // 0 is 50
	Seed     uint64

	Know, Spam, Pick float64 // priors; 0 is 0.5, 0.5 and 10
}

func (o CompetenceOptions) filled() CompetenceOptions {
	fill := func(x *float64, y float64) {
		if *x <= 0 {
			*x = y
		}
	}
	fill(&o.Know, 0.5)
	fill(&o.Spam, 0.5)
	fill(&o.Pick, 10)
	if o.Starts <= 0 {
		o.Starts = 10
	}
	if o.Rounds <= 0 {
		o.Rounds = 50
	}
	return o
}

// MACE fits the model from several random starts and returns the likeliest. The same seed gives the same model.
func MACE(a Answers, o CompetenceOptions) Competence {
	o = o.filled()
	best := Competence{Status: a.state(), LogLikelihood: math.Inf(-1)}
	if best.Status != OK {
		return Competence{Status: best.Status}
	}
	source := rand.New(rand.NewPCG(o.Seed, 0x6d616365))
	for range o.Starts {
		knows, strategy := make([][2]float64, a.Coders), table(a.Coders, a.Labels)
		for coder := range knows {
			x, y := 1+source.Float64()/2, 1+source.Float64()/2
			knows[coder] = [2]float64{x / (x + y), y / (x + y)}
			for l := range strategy[coder] {
				strategy[coder][l] = 1 + source.Float64()/2
			}
			normalise(strategy[coder])
		}
		if m := MACEFrom(a, o, knows, strategy); m.LogLikelihood > best.LogLikelihood {
			best = m
		}
	}
	return best
}

// MACEFrom fits the model from one starting point, which it takes over.
func MACEFrom(a Answers, o CompetenceOptions, knows [][2]float64, strategy [][]float64) Competence {
	o = o.filled()
	m := Competence{Status: a.state(), Knows: knows, Strategy: strategy}
	if m.Status != OK {
		return Competence{Status: m.Status}
	}
	answers := a.byItem()
	m.Posterior, m.Evidence = table(a.Items, a.Labels), make([]float64, a.Items)
	for _, row := range m.Posterior { // of an item that nobody answers nothing is learned
		normalise(row)
	}
	counts := make([][2]float64, a.Coders) // answers that were spam, and that were known
	picked := table(a.Coders, a.Labels)
	said := saidOf(a, answers)
	m.infer(a, answers, said, counts, picked)
	for range o.Rounds {
		for coder := range m.Knows {
			m.Knows[coder], m.Strategy[coder] = o.learn(counts[coder], picked[coder])
		}
		m.infer(a, answers, said, counts, picked)
	}
	return m
}

// said is what coders say at all: each answer of theirs once, however many items have it, with what the model makes of it. There
// are few, and logarithms cost most of what a round does.
type said struct {
	of  []int32 // by answer: its place in the other lists
	all []Answer

	spam, logSpam []float64 // how likely it is said in spamming, and its logarithm
	gain          []float64 // how much likelier the label is for it, as a logarithm
}

func saidOf(a Answers, answers []Answer) *said {
	s := &said{of: make([]int32, len(answers))}
	place := make([]int32, a.Coders*a.Labels) // and one
	for i, one := range answers {
		at := &place[one.Coder*a.Labels+one.Label]
		if *at == 0 {
			s.all = append(s.all, one)
			*at = int32(len(s.all))
		}
		s.of[i] = *at - 1
	}
	s.spam, s.logSpam, s.gain = make([]float64, len(s.all)), make([]float64, len(s.all)), make([]float64, len(s.all))
	return s
}

// weigh works out what the model makes of every answer.
func (s *said) weigh(m *Competence) {
	for i, one := range s.all {
		spam := m.Knows[one.Coder][0] * m.Strategy[one.Coder][one.Label]
		s.spam[i], s.logSpam[i] = spam, math.Log(spam)
		s.gain[i] = math.Log(spam+m.Knows[one.Coder][1]) - s.logSpam[i]
	}
}

// infer fills in the posterior, the log-likelihood, and what each coder is expected to have spammed and known.
func (m *Competence) infer(a Answers, answers []Answer, said *said, counts [][2]float64, picked [][]float64) {
	labels := len(m.Strategy[0])
	said.weigh(m)
	// Most labels of an item were said by nobody, and are as likely as each other: what is likely of these is worked out once.
	even := -math.Log(float64(labels))
	m.LogLikelihood = 0
	for from := 0; from < len(answers); {
		to := from + 1
		for to < len(answers) && answers[to].Item == answers[from].Item {
			to++
		}
		item := answers[from].Item
		row := m.Posterior[item]
		rest := even
		for _, i := range said.of[from:to] {
			rest += said.logSpam[i]
		}
		for k := range row {
			row[k] = rest
		}
		if math.IsInf(rest, -1) { // somebody never picks this label when spamming: then they know
			m.known(answers[from:to], row, even)
		} else {
			for i, one := range answers[from:to] {
				row[one.Label] += said.gain[said.of[from+i]]
			}
		}
		m.Evidence[item] = sharesOf(row, rest)
		m.LogLikelihood += a.timesOf(item) * m.Evidence[item]
		from = to
	}
	clear(counts)
	for _, row := range picked {
		clear(row)
	}
	for i, one := range answers {
		spam, know := said.spam[said.of[i]], m.Knows[one.Coder][1]
		known := 0.0
		if spam+know > 0 {
			known = m.Posterior[one.Item][one.Label] * know / (spam + know)
		}
		times := a.timesOf(one.Item)
		counts[one.Coder][0] += times * (1 - known)
		counts[one.Coder][1] += times * known
		picked[one.Coder][one.Label] += times * (1 - known)
	}
}

// known fills in the logarithms of one item, label by label.
func (m *Competence) known(answers []Answer, row []float64, even float64) {
	for k := range row {
		row[k] = even
		for _, one := range answers {
			p := m.Knows[one.Coder][0] * m.Strategy[one.Coder][one.Label]
			if one.Label == k {
				p += m.Knows[one.Coder][1]
			}
			row[k] += math.Log(p)
		}
	}
}

// sharesOf is [fromLogs] of a row in which most logarithms are rest.
func sharesOf(row []float64, rest float64) float64 {
	most := slices.Max(row)
	if math.IsInf(most, -1) || math.IsInf(rest, -1) || math.IsNaN(most) {
		return fromLogs(row)
	}
	usual, sum := math.Exp(rest-most), 0.0
	for k, x := range row {
		if x == rest {
			row[k] = usual
		} else {
			row[k] = math.Exp(x - most)
		}
		sum += row[k]
	}
	for k := range row {
		row[k] /= sum
	}
	return most + math.Log(sum)
}

// learn returns one coder's weights from what is expected of them.
func (o CompetenceOptions) learn(counts [2]float64, picked []float64) (knows [2]float64, strategy []float64) {
	strategy = make([]float64, len(picked))
	if o.Maximise {
		smooth := 0.01 / float64(len(picked))
		all := counts[0] + counts[1] + 2*smooth
		knows = [2]float64{(counts[0] + smooth) / all, (counts[1] + smooth) / all}
		all = total(picked) + smooth*float64(len(picked))
		for l, n := range picked {
			strategy[l] = (n + smooth) / all
		}
		return knows, strategy
	}
	all := digamma(counts[0] + counts[1] + o.Spam + o.Know)
	knows = [2]float64{math.Exp(digamma(counts[0]+o.Spam) - all), math.Exp(digamma(counts[1]+o.Know) - all)}
	all = digamma(total(picked) + o.Pick*float64(len(picked)))
	for l, n := range picked {
		strategy[l] = math.Exp(digamma(n+o.Pick) - all)
	}
	return knows, strategy
}

// Shares returns the share of answers that each coder knows rather than spams, by the model.
func (m Competence) Shares() []float64 {
	shares := make([]float64, len(m.Knows))
	for coder, k := range m.Knows {
		shares[coder] = k[1] / (k[0] + k[1])
	}
	return shares
}

// digamma is the derivative of the logarithm of the gamma function, for x > 0.
func digamma(x float64) float64 {
	below := 0.0
	for x < 10 { // ψ(x) = ψ(x+1) − 1/x, until the series below is exact
		below -= 1 / x
		x++
	}
	y := 1 / (x * x)
	return below + math.Log(x) - 0.5/x - y*(1.0/12-y*(1.0/120-y*(1.0/252-y*(1.0/240-y*(1.0/132-y*691.0/32760)))))
}
