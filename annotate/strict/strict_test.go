package strict_test

import (
	"encoding/json"
	"io"
	"strings"
	"testing"

	"galley/annotate/strict"
)

func TestSkipErrors(t *testing.T) {
	deep := strings.Repeat("[", strict.MaxDepth)
	for _, tt := range []struct {
		in, want string
		syntax   bool
	}{
		{``, `the text ends where a number should stand`, true},
		{`{"a":1,"a":2}`, `the name "a" occurs twice in one object; keep one of them`, false},
		{`{"a":1,"\u0061":2}`, `the name "a" occurs twice in one object; keep one of them`, false},
		{`{"a":[1,{"b":tru}]}`, `a[1].b: not JSON: a word that is not true, false or null`, true},
		{`{"a" 1}`, `a: here stands a number, not a colon`, true},
		{`{"a":1,}`, `a comma before '}'; take it away`, true},
		{`[1,]`, `[0]: a comma before ']'; take it away`, true},
		{`[1 2]`, `[0]: here stands a number, not a comma or ']'`, true},
		{`[01]`, `[0]: not JSON: a number that is cut short or begins with 0`, true},
		{`[1.]`, `[0]: not JSON: a number that is cut short or begins with 0`, true},
		{`[1e]`, `[0]: not JSON: a number that is cut short or begins with 0`, true},
		{`["a`, `[0]: the text ends inside a string`, true},
		{`["\x"]`, `[0]: not JSON: the escape \x`, true},
		{`["\ud800"]`, `[0]: \ud800 is half of a surrogate pair without the other half; write the whole character`, false},
		{`["\udc00\ud800"]`, `[0]: \udc00 is half of a surrogate pair without the other half; write the whole character`, false},
		{`["\u0000"]`, `[0]: the character U+0000, which no text may hold; take \u0000 out`, false},
		{"[\"a\tb\"]", `[0]: the control character U+0009 stands unescaped in a string`, true},
		{"[\"a\xffb\"]", `[0]: the byte 0xFF is not UTF-8; save the file as UTF-8`, true},
		{"[\"\\n\xed\xa0\x80\"]", `[0]: the byte 0xED is not UTF-8; save the file as UTF-8`, true},
		{`1 2`, `there is more after the end of the value`, true},
		{deep + "[", strings.Repeat("[0]", strict.MaxDepth) + `: more than 64 objects and arrays lie in each other`, false},
	} {
		r := strict.NewReader([]byte(tt.in))
		r.Skip()
		r.End()
		err := r.Err()
		if err == nil || err.Error() != tt.want {
			t.Errorf("%.40s: got %v, want %s", tt.in, err, tt.want)
			continue
		}
		if e := err.(*strict.Error); e.Syntax != tt.syntax {
			t.Errorf("%.40s: syntax is %v", tt.in, e.Syntax)
		}
	}
}

// What this package takes, encoding/json takes and understands alike.
func FuzzReader(f *testing.F) {
	for _, s := range []string{
		`{"a":[1,-2.5e3,"x\u00e9\ud83d\ude00",true,null,{}],"b":""}`, `"\u2028"`, `[]`, `0`, "\"\u0085\"", `{"a":{"a":{"a":1}}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := strict.NewReader(data)
		r.Skip()
		r.End()
		if r.Err() != nil {
			return
		}
		var v any
		if err := json.Unmarshal(data, &v); err != nil && !strings.Contains(err.Error(), "cannot unmarshal number") {
			t.Fatalf("%q is taken, but: %v", data, err)
		}
		s, ok := v.(string)
		if !ok {
			return
		}
		if got := strict.NewReader(data).String(); got != s {
			t.Fatalf("%q is read as %q, not %q", data, got, s)
		}
		out := strict.AppendString(nil, s)
		var back string
		if err := json.Unmarshal(out, &back); err != nil || back != s || !strict.Sound(out) {
			t.Fatalf("%q is written as %s: %v", s, out, err)
		}
	})
}

func TestAppendFloat(t *testing.T) {
	for f, want := range map[float64]string{0: "0.0", 1: "1.0", 0.25: "0.25", 1e-7: "0.0000001", 1e21: "1000000000000000000000.0"} {
		if got := string(strict.AppendFloat(nil, f)); got != want {
			t.Errorf("%v is written as %s, want %s", f, got, want)
		}
	}
}

func TestSound(t *testing.T) {
	for s, want := range map[string]bool{"é\n": true, "a\x00": false, "\xff": false} {
		if strict.Sound(strict.AppendString(nil, s)) != want {
			t.Errorf("%q: not %v", s, want)
		}
	}
}

func TestLines(t *testing.T) {
	long := strings.Repeat("x", 300_000)
	l := strict.NewLines(strings.NewReader("\uFEFFa\r\n\n"+long+"\nend"), 400_000)
	for i, want := range []string{"a", "", long, "end"} {
		line, whole, err := l.Next()
		if err != nil || string(line) != want || whole != (i < 3) || l.Number() != i+1 {
			t.Errorf("line %d: %d bytes, %v, %v", i+1, len(line), whole, err)
		}
	}
	if _, _, err := l.Next(); err != io.EOF {
		t.Error(err)
	}
	if _, _, err := strict.NewLines(strings.NewReader(long), 1000).Next(); err != strict.ErrTooLong {
		t.Error(err)
	}
}
