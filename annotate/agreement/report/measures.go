package report

import (
	"slices"

	"galley/annotate/agreement"
)

// A Measure says what a figure means.
type Measure struct {
	Name     string `json:"name"`
	Title    string `json:"title"`
	Question string `json:"question"` // what it answers, in one sentence
	Citation string `json:"citation"`
	Apart    bool   `json:"apart,omitempty"` // its observed and expected are disagreement
}

// The names of measures that are not in [agreement.Measures].
const (
	Found        = "found"
	Same         = "same-label"
	Edges        = "same-edges"
	F1Exact      = "f1-exact"
	F1Edges      = "f1-edges"
	F1Overlap    = "f1-overlap"
	F1AnyLabel   = "f1-overlap-unlabelled"
	F1Half       = "f1-half"
	F1Token      = "f1-token"
	F1Character  = "f1-character"
	UAlpha       = "u-alpha"
	UAlphaAny    = "u-alpha-binary"
	CUAlpha      = "cu-alpha"
	KUAlpha      = "ku-alpha"
	Coverage     = "unit-coverage"
	UOlder       = "alpha-u"
	MUCStrict    = "muc-strict"
	MUCExact     = "muc-exact"
	MUCPartial   = "muc-partial"
	MUCType      = "muc-type"
	GammaAll     = "gamma"
	GammaCat     = "gamma-cat"
	GammaK       = "gamma-k"
	Presence     = "presence"
	F1Joint      = "f1-joint"
	F1Links      = "f1-links"
	F1AnyLink    = "f1-links-unlabelled"
	LinkAccuracy = "link-accuracy"
	Precision    = "precision"
	Recall       = "recall"
	DawidSkene   = "dawid-skene"
	MACE         = "mace"
	WithRest     = "with-rest"
)

const (
	hripcsak      = "Hripcsak & Rothschild 2005, 10.1197/jamia.M1733"
	krippendorffU = "Krippendorff, Mathet, Bouvry & Widlöcher 2016, 10.1007/s11135-015-0266-1"
	muc           = "Chinchor & Sundheim 1993, MUC-5 evaluation metrics; Segura-Bedmar et al. 2013, SemEval-2013 task 9"
	mathet        = "Mathet, Widlöcher & Métivier 2015, 10.1162/COLI_a_00227"
	mathetCat     = "Mathet 2017, 10.1162/COLI_a_00296"
)

// marksMeasures are the measures of marks and of people.
func marksMeasures() []Measure {
	return []Measure{
		{Name: Found, Title: "Found", Question: "Of all marks of either, how many has the other made somehow, whatever the label and edges?", Citation: hripcsak},
		{Name: Same, Title: "Same label", Question: "Of marks that both have made, how many have the same label?", Citation: hripcsak},
		{Name: Edges, Title: "Same edges", Question: "Of marks that both have made under one label, how many begin and end at the same places?", Citation: hripcsak},
		{Name: F1Exact, Title: "Exact F1", Question: "Of all marks of either, how many has the other with the same label and edges?", Citation: hripcsak},
		{Name: F1Edges, Title: "Exact F1, any label", Question: "Of all marks of either, how many has the other with the same edges, whatever the label?", Citation: hripcsak},
		{Name: F1Overlap, Title: "Overlap F1", Question: "Of all marks of either, how many are paired one to one with a mark of the other that has the same label and shares text?", Citation: hripcsak},
		{Name: F1AnyLabel, Title: "Overlap F1, any label", Question: "Of all marks of either, how many are paired one to one with a mark of the other that shares text?", Citation: hripcsak},
		{Name: F1Half, Title: "Half-overlap F1", Question: "Of all marks of either, how many are paired with one of the same label that shares at least half of what either covers?", Citation: hripcsak},
		{Name: F1Token, Title: "Word F1", Question: "Of all words that either puts under a label, how many does the other put under it?", Citation: hripcsak},
		{Name: F1Character, Title: "Character F1", Question: "Of all characters that either puts under a label, how many does the other put under it?", Citation: hripcsak},
		{Name: UAlpha, Title: "Krippendorff's uα", Question: "How far do any number of people cut the same text into the same marks, edges and labels, beyond luck?", Citation: krippendorffU, Apart: true},
		{Name: UAlphaAny, Title: "Krippendorff's |uα", Question: "How far do any number of people mark the same text, whatever the label, beyond luck?", Citation: krippendorffU, Apart: true},
		{Name: CUAlpha, Title: "Krippendorff's cuα", Question: "Where two people have both marked text, do their labels agree, beyond luck?", Citation: krippendorffU, Apart: true},
		{Name: KUAlpha, Title: "Krippendorff's (k)uα", Question: "Where one gives this label and the other has marked the text, too, is it the same label, beyond luck?", Citation: krippendorffU, Apart: true},
		{Name: Coverage, Title: "Coverage", Question: "Of the text that one puts under this label, how much has the other marked at all, so that (k)uα, and of all labels cuα, can stand on it?", Citation: krippendorffU},
		{Name: UOlder, Title: "Krippendorff's αU of 1995", Question: "How far do people cut the same text beyond luck, by the older measure that other tools print, which squares how far edges are apart and can put a near miss above a hit?", Citation: "Krippendorff 1995, 10.2307/271061; 2004, Content Analysis", Apart: true},
		{Name: MUCStrict, Title: "MUC F1, strict", Question: "Of all marks of either, how many are paired with one of the other that has the same label and edges?", Citation: muc},
		{Name: MUCExact, Title: "MUC F1, exact", Question: "Of all marks of either, how many are paired with one of the other that has the same edges, whatever the label?", Citation: muc},
		{Name: MUCPartial, Title: "MUC F1, partial", Question: "Of all marks of either, how many are paired with one of the other that shares text, other edges counting half, whatever the label?", Citation: muc},
		{Name: MUCType, Title: "MUC F1, type", Question: "Of all marks of either, how many are paired with one of the other that shares text and has the same label?", Citation: muc},
		{Name: GammaAll, Title: "γ", Question: "How far do any number of people make the same marks, about the same length, with the same label, beyond luck?", Citation: mathet, Apart: true},
		{Name: GammaCat, Title: "γ-cat", Question: "Of marks that are aligned, do the labels agree, beyond luck?", Citation: mathetCat, Apart: true},
		{Name: GammaK, Title: "γ-k", Question: "Of aligned marks, does this label agree where somebody used it, beyond luck?", Citation: mathetCat, Apart: true},
		{Name: Presence, Title: "Value or none", Question: "Of marks that both have made, on how many do they agree whether there is a value?", Citation: hripcsak},
		{Name: F1Joint, Title: "Joint F1", Question: "Of all marks of either that could have the value, how many has the other with the same label and the same value?", Citation: hripcsak},
		{Name: F1Links, Title: "Link F1", Question: "Of all links of either, how many has the other between the same marks, called the same?", Citation: hripcsak},
		{Name: F1AnyLink, Title: "Link F1, any type", Question: "Of all links of either, how many has the other between the same marks, whatever they are called?", Citation: hripcsak},
		{Name: LinkAccuracy, Title: "Link accuracy", Question: "Of links whose two ends both have marked, how many has the other, called the same?", Citation: hripcsak},
		{Name: Precision, Title: "Precision", Question: "Of the marks that somebody made, how many are in the gold layer?", Citation: "Chinchor & Sundheim 1993, MUC-5 evaluation metrics"},
		{Name: Recall, Title: "Recall", Question: "Of the marks in the gold layer, how many has somebody made?", Citation: "Chinchor & Sundheim 1993, MUC-5 evaluation metrics"},
		{Name: WithRest, Title: "κ with the rest", Question: "What is Cohen's κ of this annotator with each of the others, on average?", Citation: "Cohen 1960, 10.1177/001316446002000104; Light 1971"},
		{Name: DawidSkene, Title: "Right, by Dawid and Skene", Question: "How often does this annotator say what the model of all annotators holds for true?", Citation: "Dawid & Skene 1979, 10.2307/2346806"},
		{Name: MACE, Title: "Knows, by MACE", Question: "How often does this annotator know, rather than guess, by the model of all annotators?", Citation: "Hovy, Berg-Kirkpatrick, Vaswani & Hovy 2013, N13-1132"},
	}
}

// All returns every measure that a figure may name.
func All() []Measure {
	all := marksMeasures()
	for _, m := range agreement.Measures() {
		all = append(all, Measure{m.Name, m.Title, m.Question, m.Citation, m.Apart})
	}
	return all
}

// Describe returns what a measure means.
func Describe(name string) (Measure, bool) {
	all := All()
	i := slices.IndexFunc(all, func(m Measure) bool { return m.Name == name })
	if i < 0 {
		return Measure{}, false
	}
	return all[i], true
}
