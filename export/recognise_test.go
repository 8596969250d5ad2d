package export_test

import (
	"io/fs"
	"slices"
	"testing"

	"galley/export"

	"pgregory.net/rapid"
)

// alike are formats that one reader reads: which of them a file is makes no difference.
var alike = map[string]string{
	"conll-bioes": "conll", "recogito": "w3c", "prodigy-relations": "prodigy", "doccano-relations": "doccano-relations", "polnear": "brat",
}

func kindOf(name string) string {
	if k, ok := alike[name]; ok {
		return k
	}
	return name
}

// What was written is recognised, file by file or as a folder, and all of its files belong to it.
func TestRecognise(t *testing.T) {
	for _, f := range export.Formats() {
		if !f.Writes() || !f.Reads() {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			m, _ := exported(t, f, export.Job{Records: nasty()})
			if f.Name == export.LabelStudio.Name || f.Name == export.HF.Name {
				// Their folders hold records of a format of one file, beside what describes them.
				name := m.Names[slices.IndexFunc(m.Names, func(n string) bool { return n == "train.json" || n == "data/train.jsonl" })]
				m = only(t, m, name)
			}
			r, ok := export.Recognise(m)
			want := kindOf(f.Name)
			if f.Name == export.HF.Name {
				want = "jsonl"
			}
			if !ok || kindOf(r.Name) != want || r.Why == "" {
				t.Fatalf("%s is taken for %q: %s", f.Name, r.Name, r.Why)
			}
			if !slices.Equal(slices.Sorted(slices.Values(r.Files)), slices.Sorted(slices.Values(m.Names))) {
				t.Errorf("of %q belong %q", m.Names, r.Files)
			}
		})
	}
}

func only(t *testing.T, m *export.Memory, name string) *export.Memory {
	t.Helper()
	out := new(export.Memory)
	w, err := out.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(m.Bytes(name)); err != nil {
		t.Fatal(err)
	}
	return out
}

func files(t fataler, of map[string]string) *export.Memory {
	t.Helper()
	out := new(export.Memory)
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for n := range of {
			if !yield(n) {
				return
			}
		}
	}) {
		w, err := out.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(of[name])); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// Files that other tools wrote are recognised as well, and what is no such file is left alone.
func TestRecogniseStrangers(t *testing.T) {
	for _, tt := range []struct {
		want  string
		files map[string]string
		of    []string // that belong to it; nil: all
	}{
		{"brat", map[string]string{"a.txt": "Kim", "a.ann": "T1\tsource 0 3\tKim\n", "notes.txt": "x", "annotation.conf": ""}, []string{"a.ann", "a.txt", "annotation.conf"}},
		{"polnear", map[string]string{"text/a.txt": "Kim", "attributions/a_0f3c.ann": "T1\tSource 0 3\tKim\n"}, nil},
		{"csv", map[string]string{"spans.csv": "x", "docs.csv": "x"}, nil},
		{"labelstudio", map[string]string{"p.json": `[{"id":1,"data":{"text":"Kim"},"annotations":[{"result":[]}]}]`}, nil},
		{"labelstudio", map[string]string{"p.json": `[{"id":1,"text":"Kim","label":[{"start":0,"end":3,"text":"Kim","labels":["source"]}]}]`}, nil},
		{"argilla", map[string]string{"p.json": `[{"id":"x","fields":{"text":"Kim"},"responses":{}}]`}, nil},
		{"gliner", map[string]string{"p.json": `[{"tokenized_text":["Kim"],"ner":[[0,0,"source"]]}]`}, nil},
		{"doccano", map[string]string{"p.jsonl": `{"id":3,"text":"Kim","label":[[0,3,"source"]],"Comments":[]}`}, nil},
		{"doccano", map[string]string{"p.jsonl": `{"text":"Kim","label":[{"start_offset":0,"end_offset":3,"label":"source"}]}`}, nil},
		{"doccano-relations", map[string]string{"p.jsonl": `{"text":"Kim","entities":[{"id":1,"start_offset":0,"end_offset":3,"label":"source"}],"relations":[]}`}, nil},
		{"prodigy", map[string]string{"p.jsonl": "\ufeff" + `{"text":"Kim","_input_hash":5,"tokens":[],"spans":[{"start":0,"end":3,"label":"source"}],"answer":"accept"}`}, nil},
		{"spacy", map[string]string{"p.jsonl": `{"text":"Kim","entities":[[0,3,"source"]]}`}, nil},
		{"hf-tokens", map[string]string{"p.jsonl": `{"id":"1","tokens":["Kim"],"ner_tags":[1]}`}, nil},
		{"conll-plain", map[string]string{"p.conll": "-DOCSTART- -X- O O\n\nKim -X- _ B-source\nsaid -X- _ O\n"}, nil},
		{"conll-plain", map[string]string{"p.txt": "Kim\tI-PER\r\nsaid\tO\r\n"}, nil},
		{"webanno", map[string]string{"p.tsv": "#FORMAT=WebAnno TSV 3.2\n#T_SP=x|y\n"}, nil},
		{"cas-json", map[string]string{"p.json": `{"%TYPES":{},"%FEATURE_STRUCTURES":[]}`}, nil},
		{"xmi", map[string]string{"p.xmi": `<?xml version="1.0"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI"></xmi:XMI>`, "TypeSystem.xml": "<typeSystemDescription/>"}, nil},
		{"parc", map[string]string{"p.xml": `<root><WORD text="x"><attribution id="a"><attributionRole roleValue="cue"/></attribution></WORD></root>`}, nil},
		{"w3c", map[string]string{"a.txt": "Kim", "a.jsonld": `[{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation"}]`}, nil},
		{"", map[string]string{"a.txt": "Kim said no.\n"}, nil},
		{"", map[string]string{"a.txt": "A O\nB O\n"}, nil}, // tags that mark nothing
		{"", map[string]string{"a.txt": "He said O\n\nIt is B-flat.\n"}, nil},
		{"", map[string]string{"a.txt": ""}, nil},
		{"", map[string]string{"a.html": "<html><p>Kim</p></html>"}, nil},
		{"", map[string]string{"a.jsonl": `{"id":"x","text":"Kim"}`}, nil},
		{"", map[string]string{"a.json": "{"}, nil},
		{"", map[string]string{"a.json": "[]"}, nil},
		{"", map[string]string{"a.json": "[1]"}, nil},
		{"", map[string]string{"a.csv": "id,text\n1,Kim\n"}, nil},
		{"brat", map[string]string{"a.ann": "T1\tsource 0 3\tKim\n"}, nil}, // whose reader says that the text is not there
		{"", map[string]string{"a.jsonl": `{"text":"Kim","spans":[]}` + "\n", "b.txt": "x"}, nil},
		{"", nil, nil},
	} {
		m := files(t, tt.files)
		r, ok := export.Recognise(m)
		if ok != (tt.want != "") || r.Name != tt.want {
			t.Errorf("%v is taken for %q: %s", tt.files, r.Name, r.Why)
		}
		if tt.of == nil && ok {
			tt.of = m.Names
		}
		if !slices.Equal(slices.Sorted(slices.Values(r.Files)), slices.Sorted(slices.Values(tt.of))) {
			t.Errorf("of %q belong %q, want %q", m.Names, r.Files, tt.of)
		}
	}
}

// Whatever bytes come, recognising them ends, and does not panic.
func TestRecogniseAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom([]string{"[", "{", `{"@context":`, `[{"label":[[`, `{"entities":[[1,"a"`, "<xmi", "Kim\tB-x\n", "", "[[[["}).Draw(t, "start") + rapid.String().Draw(t, "rest")
		export.Recognise(files(t, map[string]string{"a.json": text}))
	})
}

// A Memory lists its files as a folder on the disk would.
func TestMemoryIsAFolder(t *testing.T) {
	m := files(t, map[string]string{"b/c/d.txt": "1", "b/a.txt": "22", "z.txt": "333"})
	var seen []string
	err := fs.WalkDir(m, ".", func(name string, e fs.DirEntry, err error) error {
		seen = append(seen, name)
		return err
	})
	if want := []string{".", "b", "b/a.txt", "b/c", "b/c/d.txt", "z.txt"}; err != nil || !slices.Equal(seen, want) {
		t.Errorf("listed %q, %v, want %q", seen, err, want)
	}
	found, err := fs.Glob(m, "b/*.txt")
	if info, bad := fs.Stat(m, "b/a.txt"); err != nil || bad != nil || !slices.Equal(found, []string{"b/a.txt"}) || info.Size() != 2 || info.Name() != "a.txt" {
		t.Errorf("found %q, %v, %v", found, err, bad)
	}
	if _, err := fs.ReadDir(m, "none"); err == nil {
		t.Error("a folder that is not there was listed")
	}
}
