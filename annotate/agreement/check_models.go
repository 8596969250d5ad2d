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

// rounds finds how many rounds a vector asks for: "M step, then 3 x (E step, M step)", or a number. Zero is until it converges.
func rounds(written json.RawMessage) int {
	var n int
	if json.Unmarshal(written, &n) == nil && n > 0 {
		return min(n, 999_999)
	}
	var schedule string
	if json.Unmarshal(written, &schedule) != nil {
		return 0
	}
	m := regexp.MustCompile(`(\d{1,6}) x \(`).FindStringSubmatch(schedule)
	if m == nil {
		return 0
	}
	n, _ = strconv.Atoi(m[1])
	return n
}

// mostWork bounds rounds × answers × labels of a model.
const mostWork = 2_000_000_000

func checkDawidSkene(input, par json.RawMessage) (any, error) {
	var in struct {
		Patients [][][]any `json:"patients_by_observer"` // the answers of each observer about each patient
		Labels   []any     `json:"labels"`
		Answers  [][3]any  `json:"answers_task_worker_label"`
	}
	var p struct {
		Smoothing  float64         `json:"smoothing"`
		Iterations json.RawMessage `json:"iterations"`
		Init       string          `json:"init"`
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
	a, labels, err := readAnswers(in.Answers, in.Labels)
	if in.Patients != nil {
		a, labels, err = readPatients(in.Patients, in.Labels)
	}
	if err != nil {
		return nil, err
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
		said[i] = labels[k]
	}
	for observer, errors := range m.Errors {
		got[fmt.Sprintf("observer%d_error_rates", observer+1)] = errors
	}
	got["posterior"], got["entropy"], got["accuracy"], got["rounds"] = m.Posterior, Entropy(m.Posterior), m.Accuracy(), m.Rounds
	got["class_marginals"], got["error_rates_true_by_observed"], got["map_labels"] = m.Prior, m.Errors, said
	got["log_likelihood"], got["log_likelihood_first_mstep"], got["log_likelihood_trace"] = Of(m.LogLikelihood), Of(m.Trace[0]), m.Trace
	return got, nil
}

// readPatients returns answers written by patient and observer. Labels that are not declared come after those that are.
func readPatients(patients [][][]any, declared []any) (Answers, []any, error) {
	var written [][3]any
	observers := 0
	for i, patient := range patients {
		observers = max(observers, len(patient))
		for observer, said := range patient {
			for _, v := range said {
				written = append(written, [3]any{fmt.Sprintf("%09d", i), fmt.Sprintf("%09d", observer), v})
			}
		}
	}
	_, labels, err := readAnswers(written, declared)
	if err != nil {
		return Answers{}, nil, err
	}
	places := map[string]int{}
	for k, v := range labels {
		name, _, _ := category(v)
		places[name] = k
	}
	a := Answers{Items: len(patients), Coders: observers, Labels: len(labels)}
	for i, patient := range patients { // a patient without an answer has a place, too
		for observer, said := range patient {
			for _, v := range said {
				if name, there, _ := category(v); there {
					a.All = append(a.All, Answer{i, observer, places[name]})
				}
			}
		}
	}
	return a, labels, nil
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
		Answers  [][3]any     `json:"answers_task_worker_label"`
		Labels   []any        `json:"labels"`
		Know     [][2]float64 `json:"initial_spam_know"`
		Strategy [][]float64  `json:"initial_strategy"`
	}
	var p struct {
		Method     string          `json:"method"`
		Iterations json.RawMessage `json:"iterations"`
		Alpha      float64         `json:"alpha"`
		Beta       float64         `json:"beta"`
		Pick       float64         `json:"strategy_prior"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	if err := read(par, &p); err != nil {
		return nil, err
	}
	a, said, err := readAnswers(in.Answers, in.Labels)
	if err != nil {
		return nil, err
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
	best := make([]any, len(m.Posterior))
	for i, k := range Likeliest(m.Posterior) {
		best[i] = said[k]
	}
	return map[string]any{
		"map_labels": best, "competence": m.Shares(), "entropy": Entropy(m.Posterior),
		"spam_know": m.Knows, "strategy": m.Strategy, "posterior": m.Posterior, "log_likelihood": Of(likelihood), "status": m.Status,
	}, nil
}

// readAnswers returns answers written as task, worker and label, with tasks and workers by name, for their order decides the
// order of what comes out; and the labels as they are written: declared ones, then others as they come.
func readAnswers(written [][3]any, declared []any) (a Answers, labels []any, err error) {
	numbers := [3]numbering{{}, {}, {}}
	var answers [][3]string
	label := func(v any) (string, error) {
		name, there, err := category(v)
		if err == nil && !there {
			err = fmt.Errorf("null is no label")
		}
		if _, known := numbers[2][name]; err == nil && !known {
			numbers[2].of(name)
			labels = append(labels, v)
		}
		return name, err
	}
	for _, v := range declared {
		if _, err := label(v); err != nil {
			return a, nil, err
		}
	}
	names := [2]map[string]bool{{}, {}}
	for i, one := range written {
		if one[2] == nil { // no answer
			continue
		}
		var row [3]string
		for k := range names {
			name, there, err := category(one[k])
			if err != nil || !there {
				return a, nil, fmt.Errorf("answer %d: a task and a worker have names", i+1)
			}
			row[k], names[k][name] = name, true
		}
		if row[2], err = label(one[2]); err != nil {
			return a, nil, err
		}
		answers = append(answers, row)
	}
	for k := range names {
		for _, name := range sortedKeys(names[k]) {
			numbers[k].of(name)
		}
	}
	a = Answers{Items: len(numbers[0]), Coders: len(numbers[1]), Labels: len(labels)}
	for _, row := range answers {
		a.All = append(a.All, Answer{numbers[0].of(row[0]), numbers[1].of(row[1]), numbers[2].of(row[2])})
	}
	return a, labels, nil
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
