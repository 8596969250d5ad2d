package export

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Recognised is what files turned out to be.
type Recognised struct {
	Format
	Why   string   // what gave it away, for a person: `its lines hold "tokens" and "spans"`
	Files []string // those that belong to it, in order
}

// Recognise finds out which format files are in that came together, as from a folder or an archive, by what stands in
// them. It returns false for files that are in none: articles, pages, tables of articles. Formats of one file are recognised
// where there is one file. A file is read as far as its first record.
func Recognise(files fs.FS) (Recognised, bool) {
	var names []string
	err := fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil || len(names) == 0 {
		return Recognised{}, false
	}
	if r, ok := recogniseNames(names); ok {
		return r, true
	}
	var found Recognised
	for _, name := range names {
		f, why, ok := sniff(files, name)
		switch {
		case !ok:
			continue
		case f.ReadFiles == nil && len(names) > 1:
			continue // a file of its own among others
		case found.Name == "":
			found = Recognised{Format: f, Why: path.Base(name) + ": " + why}
		}
		if f.Name == found.Name {
			found.Files = append(found.Files, name)
		}
	}
	if found.Name == "" {
		return found, false
	}
	found.Files = belonging(names, found.Files)
	return found, true
}

// recogniseNames recognises what names alone give away.
func recogniseNames(names []string) (Recognised, bool) {
	var anns []string
	for _, n := range names {
		if strings.EqualFold(path.Ext(n), ".ann") {
			anns = append(anns, n)
		}
	}
	if len(anns) > 0 {
		beside := true
		for _, n := range anns {
			beside = beside && slices.Contains(names, strings.TrimSuffix(n, path.Ext(n))+".txt")
		}
		if !beside && slices.ContainsFunc(anns, polnearName.MatchString) {
			return Recognised{Format: PolNeAR, Why: "there are .ann files named as PolNeAR names them", Files: names}, true
		}
		return Recognised{Format: Brat, Why: "there are .ann files", Files: belonging(names, anns)}, true
	}
	for _, f := range []Format{CSV, TSV} {
		var tables []string
		for _, n := range names {
			if b := path.Base(n); slices.Contains([]string{"docs" + f.Ext, "spans" + f.Ext, "relations" + f.Ext, "attributes" + f.Ext}, b) {
				tables = append(tables, n)
			}
		}
		if len(tables) > 1 {
			return Recognised{Format: f, Why: "there are tables docs and spans", Files: tables}, true
		}
	}
	return Recognised{}, false
}

var polnearName = regexp.MustCompile(`_[0-9a-f]{4}\.ann$`)

// companions are files that say something about others, by their names.
var companions = []string{
	"annotation.conf", "visual.conf", "TypeSystem.xml", "README.md", "dataset_info.json", "labeling-config.xml", "croissant.json", "galley-jsonl-1.schema.json", sidecarName,
}

// Companion reports whether a file of that name only says something about others, and is nothing by itself.
func Companion(name string) bool { return slices.Contains(companions, path.Base(name)) }

// belonging returns those of names that go with files: of the same base name, or companions.
func belonging(names, files []string) []string {
	base := func(name string) string {
		dir, file := path.Split(name)
		first, _, _ := strings.Cut(file, ".")
		return dir + first
	}
	of := map[string]bool{}
	for _, f := range files {
		of[base(f)] = true
	}
	var out []string
	for _, n := range names {
		if of[base(n)] || Companion(n) {
			out = append(out, n)
		}
	}
	return out
}

// sniff says what one file is.
func sniff(files fs.FS, name string) (Format, string, bool) {
	file, err := files.Open(name)
	if err != nil {
		return Format{}, "", false
	}
	defer file.Close()
	r := bufio.NewReaderSize(skipBOM(file), 1<<16)
	head, _ := r.Peek(1 << 16)
	start := bytes.TrimLeft(head, " \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("#FORMAT=WebAnno TSV 3")):
		return WebAnno, "it begins #FORMAT=WebAnno TSV 3", true
	case bytes.HasPrefix(start, []byte("<")):
		return sniffXML(head)
	case bytes.HasPrefix(start, []byte("{")), bytes.HasPrefix(start, []byte("[")):
		return sniffJSON(r)
	}
	return sniffLines(head)
}

func sniffXML(head []byte) (Format, string, bool) {
	switch {
	case bytes.Contains(head, []byte("<xmi:XMI")):
		return XMI, "its root is xmi:XMI", true
	case bytes.Contains(head, []byte("attributionRole")):
		return PARC, "words in it have an attributionRole", true
	}
	return Format{}, "", false
}

// A shape is the kinds of the values of a JSON object, by key.
type shape map[string]json.RawMessage

func (s shape) has(keys ...string) bool {
	for _, k := range keys {
		if _, ok := s[k]; !ok {
			return false
		}
	}
	return true
}

// holds reports whether the value at key, or the first of its elements, has all these keys.
func (s shape) holds(key string, keys ...string) bool {
	var one shape
	var list []json.RawMessage
	if json.Unmarshal(s[key], &list) == nil {
		return len(list) > 0 && json.Unmarshal(list[0], &one) == nil && one.has(keys...)
	}
	return json.Unmarshal(s[key], &one) == nil && one.has(keys...)
}

// triples reports whether the value at key is a list whose first element, if there is one, is two numbers and a name.
func (s shape) triples(key string) bool {
	var list []json.RawMessage
	if json.Unmarshal(s[key], &list) != nil {
		return false
	}
	if len(list) == 0 {
		return true
	}
	var from, to int
	var label string
	parts := []any{&from, &to, &label}
	return json.Unmarshal(list[0], &parts) == nil && label != ""
}

func sniffJSON(r io.Reader) (Format, string, bool) {
	d := json.NewDecoder(r)
	var first json.RawMessage
	var s shape
	inArray := false
	if b, err := peekToken(d); err != nil {
		return Format{}, "", false
	} else if inArray = b; inArray && !d.More() {
		return Format{}, "", false
	}
	if !inArray {
		// The brace is read already: the object's keys come one by one, as a file may be one large object.
		s = shape{}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return Format{}, "", false
			}
			name, _ := key.(string)
			if name == "%FEATURE_STRUCTURES" {
				return CASJSON, "it holds %FEATURE_STRUCTURES", true
			}
			if name == "@context" && bytesHave(d, "anno.jsonld") {
				return WebAnnotation, "its @context is that of web annotations", true
			} else if name == "@context" {
				s[name] = nil
				continue
			}
			var v json.RawMessage
			if d.Decode(&v) != nil {
				return Format{}, "", false
			}
			s[name] = v
		}
		return shapedLine(s)
	}
	if d.Decode(&first) != nil || json.Unmarshal(first, &s) != nil {
		return Format{}, "", false
	}
	return shapedItem(s)
}

// peekToken reads the first delimiter, and reports whether it begins an array.
func peekToken(d *json.Decoder) (array bool, err error) {
	t, err := d.Token()
	return t == json.Delim('['), err
}

// bytesHave reads the next value and reports whether its JSON holds words.
func bytesHave(d *json.Decoder, words string) bool {
	var v json.RawMessage
	return d.Decode(&v) == nil && bytes.Contains(v, []byte(words))
}

// shapedItem recognises the elements of an array.
func shapedItem(s shape) (Format, string, bool) {
	switch {
	case s.has("data") && (s.has("annotations") || s.has("predictions")):
		return LabelStudio, `its tasks hold "data" and "annotations" or "predictions"`, true
	case s.holds("label", "start", "end", "labels"):
		return LabelStudio, `its tasks hold "label" with "labels", as Label Studio's JSON-MIN`, true
	case s.has("tokenized_text", "ner"):
		return GLiNER, `its rows hold "tokenized_text" and "ner"`, true
	case s.has("fields") && (s.has("responses") || s.has("suggestions")):
		return Argilla, `its records hold "fields" and "responses" or "suggestions"`, true
	case s.has("@context"):
		return WebAnnotation, "its @context is that of web annotations", true
	}
	return shapedLine(s)
}

// shapedLine recognises the lines of JSON Lines.
func shapedLine(s shape) (Format, string, bool) {
	var galley string
	switch _ = json.Unmarshal(s["galley"], &galley); {
	case galley != "" && s.has("offset_unit", "spans"):
		return JSONL, `its lines hold "galley" and "offset_unit"`, true
	case s.holds("relations", "head_span") || s.has("tokens", "relations"):
		return ProdigyRelations, `its lines hold "tokens" and "relations"`, true
	case s.has("text", "spans") && (s.has("tokens") || s.holds("spans", "start", "end", "label")):
		return Prodigy, `its lines hold "text" and "spans"`, true
	case s.holds("entities", "start_offset", "end_offset") || s.has("text", "entities", "relations"):
		return DoccanoRelations, `its lines hold "entities" with "start_offset"`, true
	case s.has("text", "label") && (s.triples("label") || s.holds("label", "start_offset")):
		return Doccano, `its lines hold "label" with offsets`, true
	case s.has("text", "entities") && s.triples("entities"):
		return SpaCy, `its lines hold "text" and "entities"`, true
	case s.has("tokens", "ner_tags"):
		return HFTokens, `its lines hold "tokens" and "ner_tags"`, true
	}
	for key := range s {
		if (strings.HasPrefix(key, "ner_tags_") || strings.HasPrefix(key, "tags_")) && s.has("tokens") {
			return HFTokens, `its lines hold "tokens" and tags of groups`, true
		}
	}
	return Format{}, "", false
}

// Tags of columns that tabs part may be of any label, others only of what is a name.
var (
	conllTag  = regexp.MustCompile(`^(O|[BIESLU]-.+)$`)
	conllName = regexp.MustCompile(`^(O|[BIESLU]-[\pL\pN_|:/+-]+)$`)
)

// sniffLines recognises words in columns: the last column of every line that has one is a tag, and lines without any stand
// between sentences.
func sniffLines(head []byte) (Format, string, bool) {
	lines := strings.Split(string(head), "\n")
	if len(head) == 1<<16 {
		lines = lines[:len(lines)-1]
	}
	words, n, marked := 0, 0, false
	columns := false
	for _, line := range lines {
		line = strings.TrimRight(line, "\r")
		if columns = columns || strings.HasPrefix(line, conllColumns); strings.HasPrefix(line, "# ") || strings.TrimSpace(line) == "" || strings.HasPrefix(line, "-DOCSTART-") {
			continue
		}
		fields, tags := strings.Split(line, "\t"), conllTag
		if len(fields) == 1 {
			fields, tags = strings.Fields(line), conllName
		}
		if n = cmp.Or(n, len(fields)); len(fields) < 2 || len(fields) != n || !tags.MatchString(fields[n-1]) {
			return Format{}, "", false
		}
		words++
		for _, t := range fields[1:] {
			marked = marked || t != "O" && tags.MatchString(t)
		}
	}
	switch {
	case columns && words > 0:
		return CoNLL, "its lines are a word, its offsets and tags", true
	case words > 0 && marked:
		return CoNLLPlain, "its lines are a word and, last, a tag", true
	}
	return Format{}, "", false
}
