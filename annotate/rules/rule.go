package rules

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
)

// A Source is a rule file as it was read.
type Source struct {
	Name string `json:"name"` // as in messages: "my.js", "pack/check-credit.js"
	Code string `json:"code"`
}

// Meta is what a rule file says of itself.
type Meta struct {
	Name        string           `json:"name"` // 1 to 64 of a–z 0–9 - and /, the same from version to version
	Version     string           `json:"version"`
	Description string           `json:"description"`
	Labels      []annotate.Label `json:"labels,omitempty"`    // that it may propose
	Relations   []annotate.Label `json:"relations,omitempty"` // that it may propose
	Languages   []string         `json:"languages,omitempty"` // BCP 47 of the documents it reads; none is all
	Options     []Option         `json:"options,omitempty"`   // by name

	Suggests bool `json:"suggests,omitempty"` // has a function suggest
	Checks   bool `json:"checks,omitempty"`   // has a function check
	Records  bool `json:"records,omitempty"`  // has a function record
}

// An Option is a setting of a rule with what it is unless somebody says otherwise.
type Option struct {
	Name    string `json:"name"`
	Default any    `json:"default"` // string, float64 or bool
}

// Check reports what is wrong with m, or nil.
func (m Meta) Check() error {
	switch {
	case !validName(m.Name):
		return fmt.Errorf("rule.name %q: a name is 1 to 64 of a–z, 0–9, - and /", m.Name)
	case !validLine(m.Version, 64):
		return fmt.Errorf("rule.version %q: a version is one line of 1 to 64 characters", m.Version)
	case m.Description != "" && !validLine(m.Description, 400):
		return fmt.Errorf("rule.description: a description is one line of at most 400 characters")
	case !m.Suggests && !m.Checks && !m.Records:
		return fmt.Errorf("nothing to run: export a function suggest(doc, emit), check(doc, emit) or record(doc)")
	case (len(m.Labels) > 0 || len(m.Relations) > 0) && !m.Suggests:
		return fmt.Errorf("rule.labels and rule.relations are for rules that suggest: export a function suggest(doc, emit)")
	}
	return nil
}

// Reads reports whether the rule is for documents in lang, BCP 47. A document whose language nobody knows is for every
// rule.
func (m Meta) Reads(lang string) bool {
	return lang == "" || len(m.Languages) == 0 || slices.ContainsFunc(m.Languages, func(l string) bool {
		return strings.EqualFold(primary(l), primary(lang))
	})
}

func primary(lang string) string {
	p, _, _ := strings.Cut(strings.ReplaceAll(lang, "_", "-"), "-")
	return p
}

func validName(s string) bool {
	for i := range len(s) {
		if c := s[i]; !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || i > 0 && (c == '-' || c == '/')) {
			return false
		}
	}
	return len(s) >= 1 && len(s) <= 64
}

// validLine reports whether s is one line of 1 to most characters that all can be seen.
func validLine(s string, most int) bool {
	n := utf8.RuneCountInString(s)
	return n >= 1 && n <= most && utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}
