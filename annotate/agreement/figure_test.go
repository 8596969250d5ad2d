package agreement

import (
	"encoding/json"
	"math"
	"testing"
)

// Nothing has no minus, wherever a figure is written.
func TestNumberText(t *testing.T) {
	for _, tt := range []struct {
		is   float64
		text string
	}{{-1e-17, "0.000"}, {math.Copysign(0, -1), "0.000"}, {-0.0004, "0.000"}, {-0.0006, "-0.001"}, {-1, "-1.000"}, {0.25, "0.250"}, {math.NaN(), "–"}} {
		if got := Of(tt.is).Text(3); got != tt.text {
			t.Errorf("%v is written %q, not %q", tt.is, got, tt.text)
		}
	}
	if data, err := json.Marshal(Of(math.Copysign(0, -1))); err != nil || string(data) != "0" {
		t.Errorf("in JSON nothing is %s, %v", data, err)
	}
}
