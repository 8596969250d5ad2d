package e2e

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// The keystroke-level model of Card, Moran and Newell: "The keystroke-level model for user performance time with interactive
// systems", Communications of the ACM 23(7), 1980, and "The Psychology of Human–Computer Interaction", 1983, chapter 8.
// It foretells how long somebody takes who knows the tool and makes no mistake. Seconds:
var operators = map[string]float64{
	"K": 0.28, // a key by an average typist who is no secretary; a held Shift or Alt is a key of its own
	"P": 1.10, // pointing with a mouse
	"B": 0.10, // pressing the mouse's button, or letting it go; the 1980 paper counts a button as a key, later users have halved it
	"H": 0.40, // a hand from keys to mouse or back
	"M": 1.35, // making up one's mind
}

// A drag over text is P B P B: to its start, press, to its end, let go. The model's own operator for drawing is of lines.
const (
	drag  = "P B P B"
	click = "P B B"
)

// klm is the time of a sequence of operators, in seconds.
func klm(sequence string) (seconds float64, err error) {
	for _, op := range strings.Fields(sequence) {
		t, ok := operators[op]
		if !ok {
			return 0, fmt.Errorf("operator %q in %q is not one of K, P, B, H and M", op, sequence)
		}
		seconds += t
	}
	return seconds, nil
}

// A gesture is how one thing is done with a tool, when the place has been found and the hand is where the last such gesture left it.
// All begin with one M: which label, which value, which end. That thinking is the same for all and is
// most of it; what a tool can save is the rest.
type gesture struct {
	tool, task, how string
	ops             string // "" where the tool cannot do it
}

// keyed is one hand's way from the mouse to a key and back. Who keeps the other hand on the keys saves the two Hs: the
// table has both times.
const keyed = "H K H"

// gestures are those of the tools that annotators come from, read off their source and documents, and Galley's own. Where
// a sequence is assumed rather than read, how says so.
var gestures = []gesture{
	{galleyName + ", keys", "sentence claim", "j to it, m", "M K K"},
	{galleyName + ", mouse", "sentence claim", "three clicks on a word of it; click the label that comes to the pointer", "M P B B B B B B " + click},
	{galleyName + ", mouse, dragging", "sentence claim", "drag, snapped to words; click the label that comes to it", "M " + drag + " " + click},
	{galleyName + ", mouse, label held", "sentence claim", "click a word of it", "M " + click},
	{"MedTator", "sentence claim", "exact drag, label's key", "M " + drag + " " + keyed},
	{"doccano", "sentence claim", "label's key, exact drag", "M " + keyed + " " + drag},
	{"doccano, label held", "sentence claim", "exact drag", "M " + drag},
	{"Label Studio", "sentence claim", "label's key every time, drag", "M " + keyed + " " + drag},

	{galleyName + ", keys", "named source", "j to its sentence, 2 for the phrase, s", "M K K K"},
	{galleyName + ", mouse", "named source", "two clicks on a word of it; click the label", "M P B B B B " + click},
	{galleyName + ", mouse, dragging", "named source", "drag, snapped to words; click the label", "M " + drag + " " + click},
	{galleyName + ", mouse, label held", "named source", "click a word of it", "M " + click},
	{"MedTator", "named source", "exact drag, label's key", "M " + drag + " " + keyed},
	{"doccano", "named source", "label's key, exact drag", "M " + keyed + " " + drag},
	{"doccano, label held", "named source", "exact drag", "M " + drag},
	{"Label Studio", "named source", "label's key every time, drag", "M " + keyed + " " + drag},

	{galleyName + ", keys", "link", "S (with Shift), Enter for the nearest", "M K K K"},
	{galleyName + ", mouse", "link", "click the mark, the link’s name, the other mark", "M " + click + " " + click + " " + click},
	{"MedTator", "link", "assumed: click the mark, the relation, the other mark", "M " + click + " " + click + " " + click},
	{"doccano", "link", "assumed: relation mode on, click one mark, the other, the relation", "M " + click + " " + click + " " + click},
	{"Label Studio", "link", "click the mark, Alt+R, click the other", "M " + click + " H K K H " + click},

	{galleyName + ", keys", "attribute", "digit of the attribute, digit of the value", "M K K"},
	{galleyName + ", mouse", "attribute", "click the attribute’s list in the margin, click the value", "M " + click + " " + click},
	{"MedTator", "attribute", "assumed: click the attribute's list in the table of marks, click the value", "M " + click + " " + click},
	{"doccano", "attribute", "a mark has none", ""},
	{"Label Studio", "attribute", "assumed: click the mark, click the value", "M " + click + " " + click},
}

// klmTable prints the gestures with their times, and below them where Galley's are slower. Counted is what the script in a
// real browser counted of Galley's own, by tool and task.
func klmTable(counted map[[2]string]string) string {
	var b strings.Builder
	b.WriteString("| task | tool | gesture | counted | operators | one hand, s | two hands, s |\n|---|---|---|---|---|---:|---:|\n")
	for _, g := range gestures {
		one, two := "–", "–"
		if g.ops != "" {
			t, err := klm(g.ops)
			if err != nil {
				return err.Error()
			}
			one = fmt.Sprintf("%.2f", t)
			t, _ = klm(strings.ReplaceAll(g.ops, "H", ""))
			two = fmt.Sprintf("%.2f", t)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n", g.task, g.tool, g.how, counted[[2]string{g.tool, g.task}], g.ops, one, two)
	}
	b.WriteString("\n")
	for _, g := range gestures {
		if !strings.HasPrefix(g.tool, galleyName) {
			continue
		}
		for _, o := range gestures {
			if o.task != g.task || o.ops == "" || strings.HasPrefix(o.tool, galleyName) {
				continue
			}
			ours, _ := klm(g.ops)
			theirs, _ := klm(o.ops)
			if theirs < ours-0.001 {
				fmt.Fprintf(&b, "- %s: %s is slower than %s (%.2f s to %.2f s)\n", g.task, g.tool, o.tool, ours, theirs)
			}
		}
	}
	return b.String()
}

func TestKLM(t *testing.T) {
	tests := []struct {
		ops  string
		want float64
	}{
		{"", 0},
		{"K", 0.28},
		{"M K K", 1.91},
		{drag, 2.4},
		{drag + " " + keyed, 3.48},
		{click, 1.3},
	}
	for _, tt := range tests {
		if got, err := klm(tt.ops); err != nil || math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("%q takes %v s (%v), want %v", tt.ops, got, err, tt.want)
		}
	}
	if _, err := klm("M D"); err == nil {
		t.Error("an operator that the model here lacks is taken")
	}
}

// Every tool has its say on every task, each sequence begins with the one M, and keys are the shorter way.
func TestGestures(t *testing.T) {
	has := map[string]map[string]bool{}
	best := map[string]gesture{}
	for _, g := range gestures {
		tool, _, _ := strings.Cut(g.tool, ",")
		if has[tool] == nil {
			has[tool] = map[string]bool{}
		}
		has[tool][g.task] = true
		if g.ops == "" {
			continue
		}
		s, err := klm(g.ops)
		if err != nil {
			t.Errorf("%s, %s: %v", g.tool, g.task, err)
		}
		if strings.Count(g.ops, "M") != 1 || !strings.HasPrefix(g.ops, "M ") {
			t.Errorf("%s, %s: %q does not begin with the one M", g.tool, g.task, g.ops)
		}
		if b, ok := best[g.task]; !ok || s < must(klm(b.ops)) {
			best[g.task] = g
		}
	}
	for tool, tasks := range has {
		if len(tasks) != 4 {
			t.Errorf("%s has %d of 4 tasks", tool, len(tasks))
		}
	}
	for task, g := range best {
		if g.tool != galleyName+", keys" {
			t.Errorf("%s: %s is the fastest", task, g.tool)
		}
	}
	if got := klmTable(nil); !strings.Contains(got, "- sentence claim: Galley, mouse is slower than doccano, label held (4.35 s to 3.75 s)\n") || strings.Contains(got, "label held is slower") || !strings.Contains(got, "| sentence claim | MedTator | exact drag, label's key |  | M P B P B H K H | 4.83 | 4.03 |") {
		t.Errorf("the table is\n%s", got)
	}
}

func must(v float64, err error) float64 {
	if err != nil {
		panic(err)
	}
	return v
}
