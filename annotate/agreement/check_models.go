package agreement

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// The vectors of the models of annotators.

// rounds finds how many rounds a vector asks for: "M step, then 3 x (E step, M step)". Zero is until it converges.
func rounds(schedule string) int {
	m := regexp.MustCompile(`(\d{1,6}) x \(`).FindStringSubmatch(schedule)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// mostWork bounds rounds × answers × labels of a model.
const mostWork = 2_000_000_000

func checkDawidSkene(input, par json.RawMessage) (any, error) {
	var in struct {
		Patients [][][]any `json:"patients_by_observer"` // the answers of each observer about each patient
		Labels   []any     `json:"labels"`
	}
	var p struct {
		Smoothing  float64 `json:"smoothing"`
		Iterations string  `json:"iterations"`
		Init       string  `json:"init"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	if err := read(par, &p); err != nil {
		return nil, err
	}
	if !(p.Smoothing >= 0 && p.Smoothing <= 1e6) {
		return nil, fmt.Errorf("smoothing %v: from 0 to a million", p.Smoothing)
	}
	places := map[string]int{}
	for k, v := range in.Labels {
		name, _, err := category(v)
		if err != nil {
			return nil, err
		}
		places[name] = k
	}
	a := Answers{Items: len(in.Patients), Labels: len(in.Labels)}
	for i, patient := range in.Patients {
		a.Coders = max(a.Coders, len(patient))
		for observer, said := range patient {
			for _, v := range said {
				name, there, err := category(v)
				if err != nil {
					return nil, err
				}
				k, known := places[name]
				if there && !known {
					return nil, fmt.Errorf("patient %d: %q is none of the labels", i+1, name)
				}
				if there {
					a.All = append(a.All, Answer{i, observer, k})
				}
			}
		}
	}
	o := ConfusionOptions{Smoothing: p.Smoothing, Rounds: rounds(p.Iterations), Tolerance: 1e-10, Votes: strings.Contains(p.Init, "majority")}
	if err := a.bounded(max(o.Rounds, mostRounds)); err != nil {
		return nil, err
	}
	m := DawidSkeneFrom(a, o)
	got := map[string]any{"status": m.Status}
	if m.Status != OK {
		return got, nil
	}
	said := make([]any, len(m.Posterior))
	for i, k := range Likeliest(m.Posterior) {
		said[i] = in.Labels[k]
	}
	for observer, errors := range m.Errors {
		got[fmt.Sprintf("observer%d_error_rates", observer+1)] = errors
	}
	got["class_marginals"], got["error_rates_true_by_observed"], got["map_labels"] = m.Prior, m.Errors, said
	got["log_likelihood"], got["log_likelihood_first_mstep"], got["log_likelihood_trace"] = Of(m.LogLikelihood), Of(m.Trace[0]), m.Trace
	return got, nil
}

// bounded says whether a model of these answers is small enough to be fitted in so many rounds.
func (a Answers) bounded(rounds int) error {
	labels, work := float64(a.Labels), float64(len(a.All)+a.Items)
	if float64(a.Coders)*labels*labels > mostCells || float64(a.Items)*labels > mostCells || work*labels*float64(rounds) > mostWork {
		return fmt.Errorf("%d items, %d coders and %d labels: too large to be checked", a.Items, a.Coders, a.Labels)
	}
	return nil
}

func checkMACE(input, par json.RawMessage) (any, error) {
	var in struct {
		Answers  [][3]string  `json:"answers_task_worker_label"`
		Labels   []string     `json:"labels"`
		Know     [][2]float64 `json:"initial_spam_know"`
		Strategy [][]float64  `json:"initial_strategy"`
	}
	var p struct {
		Method     string  `json:"method"`
		Iterations string  `json:"iterations"`
		Alpha      float64 `json:"alpha"`
		Beta       float64 `json:"beta"`
		Pick       float64 `json:"strategy_prior"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	if err := read(par, &p); err != nil {
		return nil, err
	}
	tasks, workers, labels := numbering{}, numbering{}, numbering{}
	for _, l := range in.Labels {
		labels.of(l)
	}
	// Tasks and workers by name: their order decides the order of what comes out.
	names := [2]map[string]bool{{}, {}}
	for _, one := range in.Answers {
		names[0][one[0]], names[1][one[1]] = true, true
		labels.of(one[2])
	}
	for _, t := range sortedKeys(names[0]) {
		tasks.of(t)
	}
	for _, w := range sortedKeys(names[1]) {
		workers.of(w)
	}
	a := Answers{Items: len(tasks), Coders: len(workers), Labels: len(labels)}
	for _, one := range in.Answers {
		a.All = append(a.All, Answer{tasks.of(one[0]), workers.of(one[1]), labels.of(one[2])})
	}
	for _, x := range []float64{p.Alpha, p.Beta, p.Pick} {
		if !(x >= 0 && x <= 1e6) {
			return nil, fmt.Errorf("a prior of %v: from 0 to a million", x)
		}
	}
	o := CompetenceOptions{Maximise: p.Method == "em", Rounds: rounds(p.Iterations), Spam: p.Alpha, Know: p.Beta, Pick: p.Pick}.filled()
	if err := a.bounded(o.Rounds * o.Starts); err != nil {
		return nil, err
	}
	m := Competence{}
	if in.Know == nil && in.Strategy == nil {
		m = MACE(a, o)
	} else {
		if err := startable(in.Know, in.Strategy, a); err != nil {
			return nil, err
		}
		m = MACEFrom(a, o, in.Know, in.Strategy)
	}
	if m.Status != OK {
		return map[string]any{"status": m.Status}, nil
	}
	// The reference adds a hundred-millionth to the likelihood of every item, lest one be zero. Ours cannot be, but the
	// figure is compared as it is written there.
	likelihood := 0.0
	for _, e := range m.Evidence {
		likelihood += math.Log(math.Exp(e) + 1e-8)
	}
	return map[string]any{
		"spam_know": m.Knows, "strategy": m.Strategy, "posterior": m.Posterior, "log_likelihood": Of(likelihood), "status": m.Status,
	}, nil
}

// startable says what is wrong with a starting point of MACE.
func startable(know [][2]float64, strategy [][]float64, a Answers) error {
	if len(know) != a.Coders || len(strategy) != a.Coders {
		return fmt.Errorf("a starting point for %d and %d workers: there are %d", len(know), len(strategy), a.Coders)
	}
	for w, row := range strategy {
		if len(row) != a.Labels {
			return fmt.Errorf("worker %d: a strategy over %d labels: there are %d", w+1, len(row), a.Labels)
		}
		for _, x := range append(row[:len(row):len(row)], know[w][0], know[w][1]) {
			if !(x > 0 && x <= 1) {
				return fmt.Errorf("worker %d begins with %v: weights lie between 0 and 1", w+1, x)
			}
		}
	}
	return nil
}

// A numbering gives names numbers as they come.
type numbering map[string]int

func (n numbering) of(name string) int {
	i, known := n[name]
	if !known {
		i = len(n)
		n[name] = i
	}
	return i
}
