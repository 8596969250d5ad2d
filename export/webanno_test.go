package export_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/export"
)

// webannoView is what rows of tokens keep.
var webannoView = view{
	relationAttrs: true, docs: true, docAttrs: true,
	text: func(s string) string {
		body := strings.TrimSpace(s)
		if body == "" {
			return ""
		}
		lead := strings.Index(s, body)
		return strings.Repeat(" ", len([]rune(s[:lead]))) + s[lead:]
	},
	span: func(t annotate.Text, s annotate.Span) (annotate.Span, bool) {
		var parts []annotate.Range
		for _, r := range s.Ranges {
			words := t.Slice(r)
			core := strings.TrimSpace(words)
			if core == "" {
				continue
			}
			lead := annotate.Pos(len([]rune(words[:strings.Index(words, core)])))
			parts = append(parts, annotate.Range{From: r.From + lead, To: r.From + lead + annotate.Pos(len([]rune(core)))})
		}
		s.Ranges = parts
		return s, len(parts) > 0
	},
}

func TestWebAnnoGolden(t *testing.T) {
	out, loss := writeAll(t, export.WebAnno, nasty(), "all")
	golden(t, "webanno.txtar", out.archive())
	if got, want := loss.String(), "1 marks whose rule is not named"; got != want {
		t.Errorf("loses %s, want %s", got, want)
	}
}

func TestWebAnnoRoundTrip(t *testing.T) { webannoView.law(t, export.WebAnno) }

// The worked example of the notation, and files of others.
func TestWebAnnoRead(t *testing.T) {
	head := "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Named|value\n#T_SP=webanno.custom.Bare|\n#T_RL=webanno.custom.Rel|BT_webanno.custom.Named\n\n\n"
	body := "#Text=🙂 Ana Ruiz said\n1-1\t0-2\t🙂\t_\t_\t_\t\n1-2\t3-6\tAna\tPER[1]\t_\t_\t\n1-3\t7-11\tRuiz\tPER[1]|\\_x\\|y[2]\t_\t1-2[1_2]\t\n1-4\t12-16\tsaid\t_\t_\t_\t\n1-4.1\t12-14\tsa\t_\t*\t_\t\n\n#Text=So\n2-1\t18-20\tSo\tO\t_\t_\t\n"
	in, err := export.WebAnno.ReadFiles(filesOf("d.tsv", head+body), export.ReadOptions{})
	if err != nil || len(in.Notes) > 0 {
		t.Fatal(err, in.Notes)
	}
	if got, want := strings.Join(surfaces(t, in.Records), "; "), "PER Ana Ruiz; _x|y Ruiz; Bare sa; O So; Rel Ana Ruiz → Ruiz"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := in.Records[0].Document.Text.String(); got != "🙂 Ana Ruiz said  So" {
		t.Errorf("got %q", got)
	}
	for _, tt := range []struct{ data, want string }{
		{"#FORMAT=WebAnno TSV 2\n", "d.tsv:1: the first line is"},
		{head + "1-1\t0-2\ta\n", "d.tsv:7: a row stands before its sentence"},
		{head + "#Text=a\nx\n", "d.tsv:8: a row begins with a token like 1-3"},
		{head + "#Text=a\n1-1\t2-x\ta\n", `d.tsv:8: offsets: "2-x" are no offsets`},
		{head + "#Text=a\n1-1\t0-1\ta\t_\n", "d.tsv:8: webanno.custom.Bare: the row has 4 columns"},
		{head + "#Text=a\n1-1\t99999999-99999999\ta\t_\t_\t_\n", "d.tsv:8: offsets: the sentence begins"},
	} {
		if _, err := export.WebAnno.ReadFiles(filesOf("d.tsv", tt.data), export.ReadOptions{}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: got %v, want %s", tt.data, err, tt.want)
		}
	}
}

func FuzzWebAnno(f *testing.F) { fuzzFolder(f, export.WebAnno, "ugly_1.tsv") }
