package agreement

// An Input says what a measure is computed from.
type Input string

// The inputs.
const (
	FromItems Input = "coding"       // items that coders put into categories
	FromCuts  Input = "segmentation" // places where coders cut a text
)

// A Measure is one entry of the list that reports, the command line and the tests go by.
type Measure struct {
	Name     string // as flags and files write it
	Title    string
	Question string // what it answers, in one sentence
	Citation string
	Input    Input
	Coders   int  // how many it takes; 0 is any number
	Apart    bool // its Observed and Expected are disagreement

	Of func(x *Items, w Weights) Sample // of coding measures
	In func(c Cuts, reach int) Sample   // of segmentation measures
}

// Measures returns every measure of agreement of this package, in the order in which they are shown.
func Measures() []Measure {
	return []Measure{
		{Name: "percent", Title: "Percent agreement", Input: FromItems, Of: counted(Percent),
			Question: "Of two ratings of the same item, how often do they agree, luck included?",
			Citation: "Gwet 2014, Handbook of Inter-Rater Reliability"},
		{Name: "alpha", Title: "Krippendorff's α, nominal", Input: FromItems, Apart: true, Of: leveled(Nominal),
			Question: "How reliable are these categories, whoever is missing where?",
			Citation: "Krippendorff 2011, Computing Krippendorff's alpha-reliability"},
		{Name: "alpha-ordinal", Title: "Krippendorff's α, ordinal", Input: FromItems, Apart: true, Of: leveled(Ordinal),
			Question: "How reliable is this ranking, if a step matters more the more ratings it crosses?",
			Citation: "Krippendorff 2011, Computing Krippendorff's alpha-reliability"},
		{Name: "alpha-interval", Title: "Krippendorff's α, interval", Input: FromItems, Apart: true, Of: leveled(Metric),
			Question: "How reliable are these numbers, if only their difference matters?",
			Citation: "Krippendorff 2011, Computing Krippendorff's alpha-reliability"},
		{Name: "alpha-ratio", Title: "Krippendorff's α, ratio", Input: FromItems, Apart: true, Of: leveled(Proportional),
			Question: "How reliable are these numbers, if their proportion matters?",
			Citation: "Krippendorff 2011, Computing Krippendorff's alpha-reliability"},
		{Name: "alpha-masi", Title: "Krippendorff's α, sets by MASI", Input: FromItems, Apart: true, Of: leveled(MASI),
			Question: "How reliable are these sets of labels, if one inside the other is better than sharing a few?",
			Citation: "Passonneau 2006, Measuring agreement on set-valued items"},
		{Name: "alpha-jaccard", Title: "Krippendorff's α, sets by Jaccard", Input: FromItems, Apart: true, Of: leveled(Jaccard),
			Question: "How reliable are these sets of labels, by the share of labels that are in both?",
			Citation: "Krippendorff 2011; Passonneau 2006"},
		{Name: "ac1", Title: "Gwet's AC1", Input: FromItems, Of: counted(AC1),
			Question: "How much do coders agree beyond luck, where nearly everything is of one category?",
			Citation: "Gwet 2008, 10.1348/000711006X126600"},
		{Name: "fleiss", Title: "Fleiss' κ", Input: FromItems, Of: counted(Fleiss),
			Question: "How much do any number of coders agree beyond the luck of guessing as all of them do?",
			Citation: "Fleiss 1971, 10.1037/h0031619"},
		{Name: "conger", Title: "Conger's κ", Input: FromItems, Of: Conger,
			Question: "How much do any number of coders agree beyond the luck of each guessing as they do?",
			Citation: "Conger 1980, Integration and generalization of kappas for multiple raters"},
		{Name: "brennan-prediger", Title: "Brennan–Prediger", Input: FromItems, Of: counted(BrennanPrediger),
			Question: "How much do coders agree beyond picking any declared category alike?",
			Citation: "Brennan & Prediger 1981; Randolph 2005"},
		{Name: "cohen", Title: "Cohen's κ", Input: FromItems, Coders: 2, Of: Cohen,
			Question: "How much do these two agree beyond the luck of each guessing as they do?",
			Citation: "Cohen 1960, 10.1177/001316446002000104"},
		{Name: "scott", Title: "Scott's π", Input: FromItems, Coders: 2, Of: Scott,
			Question: "How much do these two agree beyond the luck of guessing as both do together?",
			Citation: "Scott 1955, Reliability of content analysis"},
		{Name: "light", Title: "Mean pairwise κ", Input: FromItems, Of: Light,
			Question: "What is Cohen's κ of two coders, on average over all pairs?",
			Citation: "Light 1971, Measures of response agreement for qualitative data"},
		{Name: "boundary", Title: "Boundary similarity", Input: FromCuts, In: BoundarySimilarity,
			Question: "Were the cuts made at the same places, a near miss counting half?",
			Citation: "Fournier 2013, P13-1167"},
		{Name: "boundary-pi", Title: "Boundary similarity, π", Input: FromCuts, In: BoundaryPi,
			Question: "Were the cuts made at the same places, beyond the luck of cutting as often?",
			Citation: "Fournier 2013, P13-1167"},
		{Name: "boundary-kappa", Title: "Boundary similarity, κ", Input: FromCuts, In: BoundaryKappa,
			Question: "Were the cuts made at the same places, beyond the luck of each cutting as often as they do?",
			Citation: "Fournier 2013, P13-1167"},
	}
}

func counted(measure func(*Counts, Weights) Sample) func(*Items, Weights) Sample {
	return func(x *Items, w Weights) Sample { return measure(x.Counts(), w) }
}

// leveled is α at a level, which says by itself how far apart categories are.
func leveled(l Level) func(*Items, Weights) Sample {
	return func(x *Items, _ Weights) Sample { return Alpha(x.Counts(), l) }
}

// Find returns the measure of that name.
func Find(name string) (Measure, bool) {
	for _, m := range Measures() {
		if m.Name == name {
			return m, true
		}
	}
	return Measure{}, false
}
