package agreement

import "math"

// A Confusion is the model of Dawid and Skene (1979): every item has one true label, and every coder mistakes each
// true label for others at rates of their own. It tells careful coders from careless ones without a gold layer;
// it is no measure of agreement. Fewer than three coders, or some twenty items each, are too few to learn from.
type Confusion struct {
	Status        Status
	Prior         []float64     // of each true label
	Errors        [][][]float64 // by coder, true label, label said; even where nothing is known
	Posterior     [][]float64   // by item, true label
	LogLikelihood float64       // natural
	Trace         []float64     // the log-likelihood after the first round and after each further one
	Rounds        int
	Converged     bool
}

// A ConfusionOptions tunes Dawid and Skene's model. The zero value is ready to use.
type ConfusionOptions struct {
	Smoothing float64 // added to every count of a coder's labels; 0.01 keeps rates off zero
	Rounds    int     // exactly so many rounds after the first; 0 runs until the likelihood stands still, or 500
	Tolerance float64 // standing still: the log-likelihood rises by less; 0 is 1e-8 an item
	Votes     bool    // begin with the majority's label instead of the share of answers
}

const mostRounds = 500

// DawidSkene fits the model from two starting points and returns the likelier.
func DawidSkene(a Answers, o ConfusionOptions) Confusion {
	o.Votes = false
	best := DawidSkeneFrom(a, o)
	o.Votes = true
	if other := DawidSkeneFrom(a, o); other.Status == OK && other.LogLikelihood > best.LogLikelihood {
		return other
	}
	return best
}

// DawidSkeneFrom fits the model from one starting point, by expectation–maximisation.
func DawidSkeneFrom(a Answers, o ConfusionOptions) Confusion {
	m := Confusion{Status: a.state()}
	if m.Status != OK {
		return m
	}
	answers := a.byItem()
	most, tolerance := mostRounds, o.Tolerance
	if o.Rounds > 0 {
		most = o.Rounds
	}
	if tolerance <= 0 {
		tolerance = 1e-8 * a.occurrences()
	}
	m.Posterior = a.shares()
	if o.Votes {
		m.Posterior = a.votes()
	}
	m.Errors = make([][][]float64, a.Coders)
	for coder := range m.Errors {
		m.Errors[coder] = table(a.Labels, a.Labels)
	}
	m.learn(a, answers, o.Smoothing)
	next := table(a.Items, a.Labels)
	m.LogLikelihood = m.infer(a, answers, next)
	m.Trace = []float64{m.LogLikelihood}
	for m.Rounds < most {
		m.Posterior, next = next, m.Posterior
		m.learn(a, answers, o.Smoothing)
		before := m.LogLikelihood
		m.LogLikelihood = m.infer(a, answers, next)
		m.Trace = append(m.Trace, m.LogLikelihood)
		m.Rounds++
		if o.Rounds == 0 && math.Abs(m.LogLikelihood-before) < tolerance {
			m.Converged = true
			break
		}
	}
	m.Posterior = next
	return m
}

// learn sets the rates to what the posterior makes likeliest.
func (m *Confusion) learn(a Answers, answers []Answer, smoothing float64) {
	m.Prior = make([]float64, a.Labels)
	answered, all := make([]bool, a.Items), 0.0
	for _, one := range answers { // an item that nobody answered says nothing
		if !answered[one.Item] {
			answered[one.Item] = true
			all += a.timesOf(one.Item)
		}
	}
	for i, row := range m.Posterior {
		for k, p := range row {
			if answered[i] {
				m.Prior[k] += a.timesOf(i) * p / all
			}
		}
	}
	for _, errors := range m.Errors {
		for _, row := range errors {
			for l := range row {
				row[l] = smoothing
			}
		}
	}
	for _, one := range answers {
		for k, p := range m.Posterior[one.Item] {
			m.Errors[one.Coder][k][one.Label] += a.timesOf(one.Item) * p
		}
	}
	for _, errors := range m.Errors {
		for _, row := range errors {
			normalise(row)
		}
	}
}

// infer fills in how likely each true label is of each item, and returns the log-likelihood of all answers.
func (m *Confusion) infer(a Answers, answers []Answer, posterior [][]float64) float64 {
	prior := make([]float64, len(m.Prior))
	for k, p := range m.Prior {
		prior[k] = math.Log(p)
	}
	for _, row := range posterior {
		copy(row, prior)
	}
	logs := make([][]float64, len(m.Errors)*a.Labels) // by coder and label said: the logarithm of its rate by true label; nil until it is said
	for _, one := range answers {
		log := &logs[one.Coder*a.Labels+one.Label]
		if *log == nil {
			*log = make([]float64, a.Labels)
			for k := range *log {
				(*log)[k] = math.Log(m.Errors[one.Coder][k][one.Label])
			}
		}
		row := posterior[one.Item]
		for k, x := range *log {
			row[k] += x
		}
	}
	sum := 0.0
	for i, row := range posterior {
		sum += a.timesOf(i) * fromLogs(row)
	}
	return sum
}

// Accuracy returns how often each coder says the true label, by the model.
func (m Confusion) Accuracy() []float64 {
	share := make([]float64, len(m.Errors))
	for coder, errors := range m.Errors {
		for k, p := range m.Prior {
			share[coder] += p * errors[k][k]
		}
	}
	return share
}
