package export_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/export"

	"github.com/google/go-cmp/cmp"
)

// Files of other tools, as those write them: what comes in, and what a person is told of it.
func TestImports(t *testing.T) {
	for _, tt := range []struct {
		name   string
		format export.Format
		in     string
		unit   string
		want   []string // marks
		notes  []string
	}{
		{
			name: "a unit that the words show", format: export.Prodigy,
			in:    `{"text":"📈 Kim said","spans":[{"start":3,"end":6,"label":"source","text":"Kim"}],"meta":{"gid":"a"}}`,
			want:  []string{"import a source 2–5|Kim"},
			notes: []string{`f:1: source at 3–6: its offsets count UTF-16 units, as its words show`},
		},
		{
			name: "bytes", format: export.Prodigy,
			in:    `{"text":"“Éa” Kim said","spans":[{"start":10,"end":13,"label":"source","text":"Kim"}],"meta":{"gid":"a"}}`,
			want:  []string{"import a source 5–8|Kim"},
			notes: []string{`f:1: source at 10–13: its offsets count bytes, as its words show`},
		},
		{
			name: "line ends counted twice", format: export.Prodigy,
			in:   `{"text":"One\r\nKim said\r\nKim left","spans":[{"start":5,"end":8,"label":"source","text":"Kim"},{"start":15,"end":18,"label":"source"}],"meta":{"gid":"a"}}`,
			want: []string{"import a source 4–7|Kim", "import a source 13–16|Kim"},
		},
		{
			name: "line ends counted once", format: export.Prodigy,
			in:    `{"text":"One\r\nTwo\r\nKim left","spans":[{"start":8,"end":11,"label":"source","text":"Kim"}],"meta":{"gid":"a"}}`,
			want:  []string{"import a source 8–11|Kim"},
			notes: []string{`f:1: source at 8–11: its offsets count a line's end as one character, as its words show`},
		},
		{
			name: "words found again", format: export.Prodigy,
			in:   `{"text":"Kim said. Then Kim left.","spans":[{"start":17,"end":20,"label":"source","text":"Kim"},{"start":0,"end":3,"label":"source","text":"Lee"}],"meta":{"gid":"a"}}`,
			want: []string{"import a source 15–18|Kim"},
			notes: []string{
				`f:1: source at 17–20: its words are not there; found "Kim" by them at 15–18 (of 2 places)`,
				`f:1: source at 0–3 is left out: its words, "Lee", are not in the text`,
			},
		},
		{
			name: "half a character", format: export.Prodigy,
			in:    `{"text":"a 🇵🇪 b","spans":[{"start":2,"end":3,"label":"where"}],"meta":{"gid":"a"}}`,
			want:  []string{"import a where 2–4|🇵🇪"},
			notes: []string{`f:1: where at 2–3: it split a character made of several code points and is wider now`},
		},
		{
			name: "rejected and ignored tasks", format: export.Prodigy,
			in: `{"text":"Kim","spans":[{"start":0,"end":3,"label":"source"}],"answer":"reject","meta":{"gid":"a"}}` + "\n" +
				`{"text":"Kim!","spans":[],"answer":"ignore","meta":{"gid":"b"}}`,
			notes: []string{`f:1: the task was rejected: its 1 spans are left out`},
		},
		{
			name: "relations as Prodigy writes them", format: export.ProdigyRelations,
			in: `{"text":"Go, Kim said","tokens":[{"text":"Go","start":0,"end":2,"id":0,"ws":false},{"text":",","start":2,"end":3,"id":1,"ws":true},{"text":"Kim","start":4,"end":7,"id":2,"ws":true},{"text":"said","start":8,"end":12,"id":3,"ws":false}],` +
				`"spans":[{"start":0,"end":2,"token_start":0,"token_end":0,"label":"content"},{"start":4,"end":7,"token_start":2,"token_end":2,"label":"source"}],` +
				`"relations":[{"head":0,"child":2,"label":"source"}],"_session_id":"desk-ana","meta":{"gid":"a"}}`,
			want: []string{"desk-ana a content 0–2|Go", "desk-ana a source 4–7|Kim"},
		},
		{
			name: "doccano counts as its page does", format: export.Doccano,
			in:   `{"id":7,"text":"📈 Kim said","label":[[3,6,"source"]],"Comments":[]}` + "\n",
			want: []string{"import … source 2–5|Kim"},
		},
		{
			name: "unless told otherwise", format: export.Doccano, unit: "codepoint",
			in:   `{"text":"📈 Kim said","label":[[2,5,"source"]],"gid":"a"}`,
			want: []string{"import a source 2–5|Kim"},
		},
		{
			name: "doccano's relations", format: export.DoccanoRelations,
			in:   `{"text":"Go, Kim said","entities":[{"id":31,"start_offset":0,"end_offset":2,"label":"content"},{"id":32,"start_offset":4,"end_offset":7,"label":"source"}],"relations":[{"id":5,"from_id":31,"to_id":32,"type":"source"}],"gid":"a"}`,
			want: []string{"import a content 0–2|Go", "import a source 4–7|Kim"},
		},
		{
			name: "Label Studio as its server exports it", format: export.LabelStudio,
			in: `[{"id":12,"data":{"story":"One\nKim said"},"annotations":[{"id":3,"completed_by":{"id":4,"email":"kay@example.org"},"result":[` +
				`{"id":"x1","from_name":"label","to_name":"story","type":"labels","value":{"start":0,"end":7,"text":"One\\nKim","labels":["source"]}},` +
				`{"id":"x1","from_name":"kind","to_name":"story","type":"choices","value":{"start":0,"end":7,"choices":["poll_vote"]}}]}],"predictions":[]}]`,
			want: []string{"kay@example.org 12 source 0–7 kind=\"poll_vote\"|One\nKim"},
		},
		{
			name: "an older Label Studio", format: export.LabelStudio,
			in: `[{"data":{"text":"📈 Kim said","gid":"a"},"annotations":[{"completed_by":2,"result":[` +
				`{"id":"x1","from_name":"label","to_name":"text","type":"labels","value":{"start":3,"end":6,"text":"Kim","labels":["source"]}}]}]}]`,
			want:  []string{"annotator-2 a source 2–5|Kim"},
			notes: []string{`f:[0].annotations[0]: source at 3–6: its offsets count UTF-16 units, as its words show`},
		},
		{
			name: "predictions where nobody has annotated", format: export.LabelStudio,
			in: `[{"data":{"text":"Kim said","gid":"a"},"predictions":[{"model_version":"m1","result":[` +
				`{"id":"x1","from_name":"label","to_name":"text","type":"labels","score":0.5,"value":{"start":0,"end":3,"text":"Kim","labels":["source"]}}]}]}]`,
			want: []string{"m1 a source 0–3 by m1@ 0.5|Kim"},
		},
		{
			name: "CoNLL-2003 with IOB1 tags", format: export.CoNLL,
			in:   "-DOCSTART- -X- O O\n\nAnna -X- _ I-PER\nKim -X- _ I-PER\nsaid -X- _ O\nLee -X- _ I-PER\nPark -X- _ B-PER\n\n",
			want: []string{"import … PER 0–8|Anna Kim", "import … PER 14–17|Lee", "import … PER 18–22|Park"},
		},
		{
			name: "BILUO in two columns", format: export.CoNLL,
			in:   "Anna\tB-PER\nKim\tL-PER\nsaid\tO\n\nLee\tU-PER\n",
			want: []string{"import … PER 0–8|Anna Kim", "import … PER 14–17|Lee"},
		},
		{
			name: "an answer of Argilla's", format: export.Argilla,
			in:   `[{"id":"a","fields":{"article":"Kim said"},"metadata":{},"suggestions":{"who":{"value":[{"label":"claim","start":4,"end":8}],"agent":"m1"}},"responses":{"who":[{"value":[{"label":"source","start":0,"end":3}],"user_id":"u-1"}],"good":[{"value":"yes","user_id":"u-1"}]},"status":"completed"}]`,
			want: []string{"u-1 a source 0–3|Kim"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in, err := tt.format.Read("f", strings.NewReader(tt.in), export.ReadOptions{Unit: tt.unit})
			if err != nil {
				t.Fatal(err)
			}
			got := marks(in.Records)
			for i, m := range got { // an id made of the text is 16 digits
				by, rest, _ := strings.Cut(m, " ")
				id, rest, _ := strings.Cut(rest, " ")
				if len(id) == 16 {
					id = "…"
				}
				got[i] = by + " " + id + " " + rest
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("marks (-want +got):\n%s", d)
			}
			if d := cmp.Diff(tt.notes, in.Notes); d != "" {
				t.Errorf("notes (-want +got):\n%s", d)
			}
		})
	}
}

// Relations, attributes and rules come in with the spans.
func TestImportsMoreThanSpans(t *testing.T) {
	for _, f := range []export.Format{export.LabelStudio, export.ProdigyRelations, export.DoccanoRelations} {
		m, _ := exported(t, f, export.Job{Records: example(), Layer: "a1", Options: export.Options{Labels: []annotate.Label{"content", "source", "cue"}}})
		docs, err := export.Job{Records: imported(t, f, m)}.Documents()
		if err != nil {
			t.Fatal(err)
		}
		for d := range docs {
			l := d.Layers[0]
			links := map[string]string{}
			for _, r := range l.Relations() {
				head, _ := l.Span(r.Head)
				tail, _ := l.Span(r.Tail)
				links[string(r.Label)] = l.Surface(head) + " → " + l.Surface(tail)
				if direct, _ := head.Attrs.Get("directness"); f.Name == "labelstudio" && direct != "direct" {
					t.Errorf("%s: directness is %q", f.Name, direct)
				}
			}
			content := "“Inflation fell to 2%,” … “but it’s no win.”"
			if d := cmp.Diff(map[string]string{"source": content + " → Kim", "cue": content + " → said"}, links); d != "" {
				t.Errorf("%s: (-want +got):\n%s", f.Name, d)
			}
		}
	}
	m, _ := exported(t, export.LabelStudio, export.Job{Records: example(), Layer: "a1"})
	docs, err := export.Job{Records: imported(t, export.LabelStudio, m)}.Documents()
	if err != nil {
		t.Fatal(err)
	}
	for d := range docs {
		claim, _ := d.Layers[0].Span("M1")
		if d := cmp.Diff(&annotate.Origin{Rule: "figures", Version: "1", Score: 0.5}, claim.Origin); d != "" {
			t.Errorf("the rule (-want +got):\n%s", d)
		}
		if topic, _ := d.Layers[0].Attr("topic"); topic != "economy & <trade>" {
			t.Errorf("the document's topic is %q", topic)
		}
	}
}

func TestImportErrors(t *testing.T) {
	for _, tt := range []struct {
		format   export.Format
		in, want string
	}{
		{export.Prodigy, `{"tokens":[]}`, "f:1: text: a task of Prodigy has a text, and this line has none"},
		{export.Prodigy, `{"text":"a`, "f:1: unexpected end of JSON input"},
		{export.Prodigy, `{"text":7}`, "f:1: Text is a number, where a string is expected"},
		{export.Doccano, `{"text":"ab","label":[[0,1]]}`, "f:1: a span is start, end and label, not [0,1]"},
		{export.LabelStudio, `{"data":{}}`, "f: this is no JSON list, which begins with ["},
		{export.LabelStudio, `[{"story":"a"}]`, "f: [0]: there is no text in data.text: export the project as JSON, not as JSON-MIN"},
		{export.CoNLL, "alone\n", `f:1: "alone" has no tag: a line is a word and its tags, with tabs or spaces between`},
		{export.Argilla, `[{"id":"a","fields":{}}]`, "f: [0]: no field of the record is a text"},
		{export.Prodigy, `{"text":"a","meta":{"gid":"x"}}` + "\n" + `{"text":"b","meta":{"gid":"x"}}`, `document "x" stands at 1 already, with another text`},
		{export.Prodigy, `{"text":"a\u0000b"}`, "f:1: line 1, column 2 (byte 1, 00): a NUL character"},
	} {
		_, err := tt.format.Read("f", strings.NewReader(tt.in), export.ReadOptions{})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %s\n got %v\nwant %s", tt.format.Name, tt.in, err, tt.want)
		}
	}
}

// FuzzImport feeds every reader files of every format, and others: none may fail but by saying so, and what one takes in
// is a project that can be written and read again.
func FuzzImport(f *testing.F) {
	for _, format := range formats() {
		if !format.Writes() {
			continue
		}
		m, _ := exported(f, format, export.Job{Records: example()})
		for _, name := range m.Names {
			f.Add(m.Bytes(name))
		}
	}
	f.Add([]byte("I-A\tI-A\n-DOCSTART- x\n# id = a\n# text = \"b\"\n# columns = a b c d\nb\t0\t1\tB-x\n"))
	f.Add([]byte(`[{"data":{"text":"ab"},"annotations":[{"result":[{"id":"a","type":"labels","to_name":"text","value":{"start":-1,"end":9,"labels":["x",""]}},{"type":"relation","from_id":"a","to_id":"a","labels":["part-of"]}]}]}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, format := range export.Formats() {
			if format.Read == nil {
				continue
			}
			in, err := format.Read("f", strings.NewReader(string(data)), export.ReadOptions{})
			if err != nil {
				continue
			}
			m, _ := exported(t, export.JSONL, export.Job{Records: in.Records})
			imported(t, export.JSONL, m)
		}
	})
}
