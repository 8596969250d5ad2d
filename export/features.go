package export

import _ "embed"

//go:embed galley-jsonl-1.schema.json
var schema []byte

// Schema returns the JSON Schema (draft 2020-12) of one line of [JSONL].
func Schema() []byte { return append([]byte(nil), schema...) }

// Features returns the YAML of a dataset card's dataset_info.features for [JSONL]. With it, Hugging Face datasets
// need not guess types from the first lines; its lists of objects need datasets 4 or later. soft is with votes.
func Features(soft bool) string {
	votes := ""
	if soft {
		votes = `
  - name: votes
    struct:
    - {name: readers, dtype: int64}
    - {name: marked, dtype: int64}
    - {name: same, dtype: int64}
    - name: labels
      list:
      - {name: label, dtype: string}
      - {name: share, dtype: float64}`
	}
	return `- {name: galley, dtype: string}
- {name: id, dtype: string}
- {name: text, dtype: string}
- {name: lang, dtype: string}
- {name: title, dtype: string}
- {name: url, dtype: string}
- {name: published, dtype: string}
- {name: sha256, dtype: string}
- {name: offset_unit, dtype: string}
- name: spans
  list:
  - {name: id, dtype: string}
  - {name: label, dtype: string}
  - {name: start, dtype: int64}
  - {name: end, dtype: int64}
  - name: parts
    list:
    - {name: start, dtype: int64}
    - {name: end, dtype: int64}
  - {name: text, dtype: string}
  - name: attrs
    list:
    - {name: name, dtype: string}
    - {name: value, dtype: string}
  - {name: annotator, dtype: string}
  - {name: score, dtype: float64}
  - {name: status, dtype: string}` + votes + `
- name: relations
  list:
  - {name: id, dtype: string}
  - {name: label, dtype: string}
  - {name: head, dtype: string}
  - {name: tail, dtype: string}
  - name: attrs
    list:
    - {name: name, dtype: string}
    - {name: value, dtype: string}
- name: doc_attrs
  list:
  - {name: name, dtype: string}
  - {name: value, dtype: string}
  - {name: annotator, dtype: string}
- name: meta
  list:
  - {name: name, dtype: string}
  - {name: value, dtype: string}
`
}
