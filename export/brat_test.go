package export_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/export"

	"github.com/google/go-cmp/cmp"
)

// bratView is what brat keeps.
var bratView = view{docs: true, docAttrs: true, span: func(t annotate.Text, s annotate.Span) (annotate.Span, bool) {
	var attrs annotate.Attrs
	for _, a := range s.Attrs {
		if a.Name != "note" {
			a.Value = strings.NewReplacer("\u2029", " ", "\n", " ").Replace(a.Value)
		}
		attrs = append(attrs, a)
	}
	s.Attrs = attrs
	text := s.Surface(t)
	for _, r := range s.Ranges { // a part that is a line end alone is no fragment, but the others bring it back
		if strings.TrimSpace(t.Slice(r)) != "" || !strings.ContainsAny(t.Slice(r), "\n\u2028\u0085") {
			return s, true
		}
	}
	return s, strings.TrimSpace(text) != "" && len(s.Ranges) == 1
}}

func TestBratGolden(t *testing.T) {
	out, loss := writeAll(t, export.Brat, nasty(), "all")
	golden(t, "brat.txtar", out.archive())
	if got, want := loss.String(), "1 marks whose rule is not named, 1 attributes of relations"; got != want {
		t.Errorf("loses %s, want %s", got, want)
	}
}

func TestBratRoundTrip(t *testing.T) { bratView.law(t, export.Brat) }

// Other people's files: lines that brat itself passes over, offsets in another unit, words that moved.
func TestBratRead(t *testing.T) {
	text := "🙂 Ana Ruiz said it rained.\nBen left.\n"
	tests := []struct {
		name, txt, ann string
		spans, notes   []string
	}{
		{name: "sound", ann: "T1\tsource 2 10\tAna Ruiz\n", spans: []string{"source Ana Ruiz"}},
		{name: "UTF-16", ann: "T1\tsource 3 11\tAna Ruiz\nT2\tcue 12 16\tsaid\n", spans: []string{"source Ana Ruiz", "cue said"},
			notes: []string{"d.ann: the offsets count UTF-16 units, not code points: 2 of 2 spans have their words there, and are read so"}},
		{name: "one is elsewhere", ann: "T1\tsource 2 10\tAna Ruiz\nT2\tcue 2 6\tsaid\n", spans: []string{"source Ana Ruiz", "cue said"},
			notes: []string{"d.ann:2: T2: the span cue is placed at 11–15: its words are not at its offsets 2–6; they stand at 11–15 alone"}},
		{name: "not there", ann: "T1\tsource 2 10\tEve Holm\nR1\tsame Arg1:T1 Arg2:T1\n",
			notes: []string{`d.ann:1: T1: the span source is left out: its words "Eve Holm" are not in the text`,
				"d.ann:2: the relation same is left out, as the span at one of its ends is not there"}},
		{name: "CR LF", txt: strings.ReplaceAll(text, "\n", "\r\n"), ann: "T1\tsource 28 31\tBen\r\n", spans: []string{"source Ben"}},
		{name: "outside", ann: "T1\tsource 20 90\n", notes: []string{"d.ann: 1 spans quote no text, so their offsets are taken for code points unproved; look at one behind an emoji",
			"d.ann:1: T1: the span source is left out: 20–90 is no stretch of the text, which has 37 characters"}},
		{name: "not brat", ann: "hello\nT1\tsource x\tAna\n#1\n", notes: []string{
			`d.ann:1: this is no line of brat's and is left out: "hello"`,
			`d.ann:2: T1: its offsets are like 2 25 or 2 25;36 54, not "x"; it is left out`,
			`d.ann:3: this is no line of brat's and is left out: "#1"`}},
		{name: "a line feed in a fragment", ann: "T1\tclaim 16 31\tit rained.\nBen \n", spans: []string{"claim it rained.\nBen "}},
		{name: "an event", ann: "T1\tContent 16 25\tit rained\nT2\tSource 2 10\tAna Ruiz\nT3\tCue 11 15\tsaid\nT4\tAttribution 11 15\tsaid\nE1\tAttribution:T4 Content:T1 Source:T2 Cue:T3\n",
			spans: []string{"Source Ana Ruiz", "Cue said", "Content it rained", "source it rained → Ana Ruiz", "cue it rained → said"}},
		{name: "a binary attribute", ann: "T1\tsource 2 10\tAna Ruiz\nA1\tnamed T1\n*\tEquiv T1 T1\n", spans: []string{"source Ana Ruiz named=true", "Equiv Ana Ruiz → Ana Ruiz"}},
		{name: "within a character", txt: "e\u0301a", ann: "T1\tsource 0 1\te\n", spans: []string{"source e\u0301"},
			notes: []string{"d.ann:1: T1: the span source is placed at 0–2: widened to whole characters"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.txt == "" {
				tt.txt = text
			}
			in, err := export.Brat.ReadFiles(filesOf("d.txt", tt.txt, "d.ann", tt.ann), export.ReadOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.notes, in.Notes); d != "" {
				t.Errorf("notes (-want +got):\n%s", d)
			}
			if d := cmp.Diff(tt.spans, surfaces(t, in.Records)); d != "" {
				t.Errorf("spans (-want +got):\n%s", d)
			}
		})
	}
	if _, err := export.Brat.ReadFiles(filesOf("d.ann", ""), export.ReadOptions{}); err == nil || !strings.Contains(err.Error(), "d.ann: its text d.txt is not there") {
		t.Errorf("got %v", err)
	}
	if _, err := export.Brat.ReadFiles(filesOf("d.txt", "a\xffb", "d.ann", ""), export.ReadOptions{}); err == nil || !strings.Contains(err.Error(), "d.txt:1:2: ") {
		t.Errorf("got %v", err)
	}
}

func TestPolNeAR(t *testing.T) {
	in, err := export.PolNeAR.ReadFiles(filesOf(
		"text/a_b.txt", "Ana said it rained.\n",
		"attributions/a_b_1f2e.ann", "T1\tContent 9 18\tit rained\nT2\tSource 0 3\tAna\nT3\tCue 4 8\tsaid\nT4\tAttribution 4 8\tsaid\nE1\tAttribution:T4 Content:T1 source:T2 Cue:T3\n",
		"attributions/a_b_99aa.ann", "T1\tSource 0 3\tAna\n",
	), export.ReadOptions{})
	if err != nil || len(in.Notes) > 0 {
		t.Fatal(err, in.Notes)
	}
	want := []string{"source Ana", "cue said", "content it rained", "source it rained → Ana", "cue it rained → said", "source Ana"}
	if d := cmp.Diff(want, surfaces(t, in.Records)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if in.Records[1].Entry.Layer != "1f2e" || in.Records[2].Entry.Layer != "99aa" || in.Records[0].Document.ID != "a_b" {
		t.Errorf("got %v", in.Records)
	}
}

func FuzzBrat(f *testing.F) { fuzzFolder(f, export.Brat, "ugly_1.ann") }
