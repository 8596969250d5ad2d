package agreement

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

// A Number is a figure that may be absent. The zero Number is absent; one that is there is finite.
type Number struct {
	is    float64
	there bool
}

// Of returns x as a Number. What is infinite or not a number is absent: it was never a figure.
func Of(x float64) Number {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Number{}
	}
	return Number{x + 0, true} // of nothing below zero, nothing
}

// Text writes the figure with so many digits behind the point, and "–" where there is none. What rounds to nothing has no minus.
func (n Number) Text(digits int) string {
	if !n.there {
		return "–"
	}
	text := strconv.FormatFloat(n.is, 'f', digits, 64)
	if strings.Trim(text, "-0.") == "" {
		text = strings.TrimPrefix(text, "-")
	}
	return text
}

// Get returns the figure and whether there is one.
func (n Number) Get() (float64, bool) { return n.is, n.there }

// IsZero reports whether n is absent, so that "omitzero" leaves it out.
func (n Number) IsZero() bool { return !n.there }

// MarshalJSON writes an absent figure as null.
func (n Number) MarshalJSON() ([]byte, error) {
	if !n.there {
		return []byte("null"), nil
	}
	return json.Marshal(n.is)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (n *Number) UnmarshalJSON(data []byte) error {
	var p *float64
	if err := json.Unmarshal(data, &p); err != nil {
		return err
	}
	*n = Number{}
	if p != nil {
		*n = Of(*p)
	}
	return nil
}

// A Status says whether a measure has a value and, if it has none, why.
type Status string

// The statuses. Each is a sentence's worth for a reader who sees no figure.
const (
	OK          Status = "ok"
	NoVariation Status = "undefined: no variation"                   // everybody used one category: nothing to agree on by chance or otherwise
	NoPairs     Status = "undefined: no unit has two ratings"        // nothing was judged twice
	FewCoders   Status = "undefined: fewer than two coders"          // nobody to agree with
	NothingDone Status = "undefined: nothing annotated"              // no rating, no boundary, no answer
	ManyCoders  Status = "undefined: more than two coders"           // the measure is for pairs: take its mean over pairs
	BelowZero   Status = "undefined: a score is below zero"          // ratios need a true zero
	OutOfRange  Status = "undefined: scores are too far apart"       // their squares do not fit a float64
	Overlapping Status = "undefined: marks of one annotator overlap" // the measure wants each place of the text to have one value
)

// A Figure is what a measure came to. Observed and Expected are agreement, except for α, where they are
// disagreement in the unit of its distance, as Krippendorff prints them.
type Figure struct {
	Value    Number   `json:"value"`
	Status   Status   `json:"status"`
	Observed Number   `json:"observed"`
	Expected Number   `json:"expected"`
	Items    int      `json:"n_items"`           // items with at least one rating
	Pairable int      `json:"n_pairable"`        // ratings of items that have at least two
	LeftOut  int      `json:"left_out,omitzero"` // pairs of coders without a value of their own (mean over pairs)
	SE       Number   `json:"se,omitzero"`       // standard error, where a formula is known
	Interval Interval `json:"interval,omitzero"`
	Parts    []Part   `json:"per_label,omitempty"`
}

// A Part is the share of one category in a figure: the measure with this category held against all others.
type Part struct {
	Label  string `json:"label"`
	Value  Number `json:"value"`
	Status Status `json:"status"`
}

// An Interval is where the value would lie in Level of all repetitions. The zero Interval is none.
type Interval struct {
	Low        Number  `json:"low"`
	High       Number  `json:"high"`
	Level      float64 `json:"level"`               // 0.95
	Method     string  `json:"method"`              // "normal", "Student t", "bootstrap percentile", "bootstrap BCa", "none"
	Reason     string  `json:"reason,omitempty"`    // why there is none, or why it is not BCa
	Replicates int     `json:"replicates,omitzero"` // of a bootstrap
	Undefined  int     `json:"undefined,omitzero"`  // replicates that had no value and were dropped
}

// Undefined returns a figure without a value, for this reason.
func Undefined(s Status) Figure { return Figure{Status: s} }

// undefined returns f without a value.
func (f Figure) undefined(s Status) Figure {
	f.Value, f.Status = Number{}, s
	return f
}

// corrected returns f with the value 1 − observed/expected of two disagreements. Nothing is divided by zero:
// where no disagreement was to be expected, nothing varied.
func (f Figure) corrected(observed, expected float64) Figure {
	switch {
	case !finite(observed) || !finite(expected):
		return f.undefined(OutOfRange)
	case expected <= 0:
		return f.undefined(NoVariation)
	}
	f.Value, f.Status = Of(1-observed/expected), OK
	if !f.Value.there {
		return f.undefined(OutOfRange)
	}
	return f
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
