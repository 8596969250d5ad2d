package engine

import (
	"context"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"galley/annotate"
	"galley/annotate/grammar"
	"galley/annotate/order"
)

// Read analyses the grammar of a document for doc.grammar. It is what [Options].Grammar is when it is nil: every run then
// analyses its document for itself, when the script first asks. What it returns for a language that is not known to it is
// nil.
func Read(_ context.Context, doc annotate.Document) (any, error) {
	if lang := languageOf(doc); lang != "" && lang != "en" && !strings.HasPrefix(strings.ToLower(lang), "en-") {
		return nil, nil
	}
	return grammar.Analyze(doc.Text, doc.Blocks, "en"), nil
}

// ReadOnce returns a [Read] that keeps the last document's analysis: the rules that run over a document one after the
// other share it. It may be called from several goroutines, but each had better have its own.
func ReadOnce() func(context.Context, annotate.Document) (any, error) {
	var mu sync.Mutex
	var last annotate.Document
	var read any
	return func(ctx context.Context, doc annotate.Document) (any, error) {
		mu.Lock()
		defer mu.Unlock()
		if read != nil && last.ID == doc.ID && last.Lang == doc.Lang && last.Digest == doc.Digest && len(last.Blocks) == len(doc.Blocks) {
			return read, nil
		}
		x, err := Read(ctx, doc)
		last, read = doc, x
		return x, err
	}
}

// languageOf is the language that a document says it is in, or else the one that its small words tell.
func languageOf(doc annotate.Document) string {
	if doc.Lang != "" {
		return doc.Lang
	}
	return grammar.Language(doc.Text, doc.Blocks)
}

// What an analysis is charged with, by the size of the text, and each object of it that a script asks for.
const (
	analysisSteps = 3 // a character
	analysisBytes = 100
	grammarSteps  = 10
)

// grammar makes doc.grammar.
func (w *world) grammar() goja.Value {
	read := w.opt.Grammar
	if read == nil {
		read = Read
	}
	w.charge(int(w.doc.Text.Len()) * analysisSteps)
	w.make(int(w.doc.Text.Len()) * analysisBytes)
	x, err := read(w.ctx, w.doc.Document)
	if err != nil {
		panic(w.rt.NewTypeError("doc.grammar: %v", err))
	}
	if a, ok := x.(*grammar.Analysis); ok {
		return newReading(w, a).object()
	}
	return w.plain(x)
}

// A reading shows a script an analysis. Its objects are made when they are first asked for, each once, so that they can be
// compared; what they have beside their place is read off the analysis when it is asked for.
type reading struct {
	*world
	a                                                                           *grammar.Analysis
	tokens, sentences, chunks, verbs, clauses, quotes, said, requests, speakers series
}

// A series is a list of the analysis as objects.
type series struct {
	properties getters
	made       []*goja.Object
	known      map[string]map[int]goja.Value // lists and places among the properties, which are made once
	place      func(int) annotate.Range
	list       goja.Value
	byStart    []int // the numbers in the order of the beginnings, for a series that is in another; made when it is needed
}

const indexName = "index"

func newReading(w *world, a *grammar.Analysis) *reading {
	g := &reading{world: w, a: a}
	g.tokens = g.series(len(a.Tokens), func(i int) annotate.Range { return a.Tokens[i].Range }, getters{
		"word":     func(i int) any { return a.Tokens[i].Tag != grammar.Mark && a.Tokens[i].Tag != grammar.QuotationMark },
		"lower":    func(i int) any { return a.Tokens[i].Lower },
		"lemma":    func(i int) any { return a.Tokens[i].Lemma },
		"pos":      func(i int) any { return a.Tokens[i].Tag.String() },
		"form":     func(i int) any { return a.Tokens[i].Form.String() },
		"quote":    func(i int) any { return g.of(&g.quotes, a.Tokens[i].Quote) },
		"sentence": func(i int) any { return g.of(&g.sentences, a.Tokens[i].Sentence) },
	})
	g.sentences = g.series(len(a.Sentences), func(i int) annotate.Range { return a.Sentences[i].Range }, getters{
		"tokens": func(i int) any { return g.some(&g.tokens, a.Sentences[i].First, a.Sentences[i].Last) },
	})
	g.chunks = g.series(len(a.Chunks), func(i int) annotate.Range { return a.Chunks[i].Range }, getters{
		"full":   func(i int) any { return w.at(a.Chunks[i].Full) },
		"head":   func(i int) any { return g.of(&g.tokens, a.Chunks[i].Head) },
		"sort":   func(i int) any { return string(a.Chunks[i].Sort) },
		"after":  func(i int) any { return g.of(&g.tokens, a.Chunks[i].After) },
		"title":  func(i int) any { return a.Chunks[i].Title },
		"name":   func(i int) any { return a.Chunks[i].Name },
		"tokens": func(i int) any { return g.some(&g.tokens, a.Chunks[i].First, a.Chunks[i].Last) },
	})
	g.verbs = g.series(len(a.Verbs), func(i int) annotate.Range { return a.Verbs[i].Range }, getters{
		"head":     func(i int) any { return g.of(&g.tokens, a.Verbs[i].Head) },
		"lemma":    func(i int) any { return a.Verbs[i].Lemma },
		"finite":   func(i int) any { return a.Verbs[i].Finite },
		"form":     func(i int) any { return a.Verbs[i].Shape.String() },
		"tense":    func(i int) any { return a.Verbs[i].Tense },
		"passive":  func(i int) any { return a.Verbs[i].Passive },
		"perfect":  func(i int) any { return a.Verbs[i].Perfect },
		"negative": func(i int) any { return a.Verbs[i].Negative },
		"tokens":   func(i int) any { return g.some(&g.tokens, a.Verbs[i].First, a.Verbs[i].Last) },
	})
	g.clauses = g.series(len(a.Clauses), func(i int) annotate.Range { return a.Clauses[i].Range }, getters{
		"kind":       func(i int) any { return string(a.Clauses[i].Kind) },
		"verb":       func(i int) any { return g.of(&g.verbs, a.Clauses[i].Verb) },
		"subject":    func(i int) any { return g.of(&g.chunks, a.Clauses[i].Subject) },
		"introducer": func(i int) any { return g.of(&g.tokens, a.Clauses[i].Introducer) },
		"tokens":     func(i int) any { return g.some(&g.tokens, a.Clauses[i].First, a.Clauses[i].Last) },
	})
	g.quotes = g.series(len(a.Quotes), func(i int) annotate.Range { return a.Quotes[i].Range }, getters{
		"inner":    func(i int) any { return w.at(a.Quotes[i].Inner) },
		"level":    func(i int) any { return a.Quotes[i].Level },
		"use":      func(i int) any { return string(a.Quotes[i].Use) },
		"unclosed": func(i int) any { return a.Quotes[i].Unclosed },
		"reopened": func(i int) any { return len(a.Quotes[i].Parts) > 1 },
		"parts":    func(i int) any { return w.pieces(a.Quotes[i].Parts) },
	})
	g.said, g.requests = g.attributions(a.Attributions), g.attributions(a.Requests)
	g.speakers = g.series(len(a.Speakers), func(i int) annotate.Range { return a.Speakers[i].First }, getters{
		"name":     func(i int) any { return a.Speakers[i].Name },
		"sort":     func(i int) any { return string(a.Speakers[i].Sort) },
		"mentions": func(i int) any { return w.pieces(a.Speakers[i].Mentions) },
	})
	return g
}

// attributions are who said what; the place of each is from the first of its parts to the last.
func (g *reading) attributions(all []grammar.Attribution) series {
	return g.series(len(all), func(i int) annotate.Range { return all[i].Reach() }, getters{
		"content":    func(i int) any { return g.pieces(all[i].Content) },
		"source":     func(i int) any { return g.pieces(all[i].Source) },
		"cue":        func(i int) any { return g.pieces(all[i].Cue) },
		"directness": func(i int) any { return all[i].Kind },
		"reports":    func(i int) any { return all[i].Reports },
		"negative":   func(i int) any { return all[i].Negative },
		"order":      func(i int) any { return all[i].Order },
		"inherited":  func(i int) any { return all[i].Inherited },
		"request":    func(i int) any { return all[i].Request },
		"depth":      func(i int) any { return all[i].Depth },
		"lemma":      func(i int) any { return all[i].Lemma },
		"speaker":    func(i int) any { return g.of(&g.speakers, all[i].Speaker) },
	})
}

type getters map[string]func(i int) any

// series prepares n objects at their places, with properties that are read by index.
func (g *reading) series(n int, place func(int) annotate.Range, properties getters) series {
	return series{properties: properties, made: make([]*goja.Object, n), place: place}
}

// property returns a property of object i, or nil.
func (s *series) property(w *world, name string, i int) goja.Value {
	get := s.properties[name]
	if get == nil {
		return nil
	}
	w.charge(1)
	if v, ok := s.known[name][i]; ok {
		return v
	}
	var v goja.Value
	switch x := get(i).(type) {
	case goja.Value:
		v = x
	case string:
		return w.word(x)
	case int:
		return w.number(x)
	default:
		return w.rt.ToValue(x)
	}
	if s.known == nil {
		s.known = map[string]map[int]goja.Value{}
	}
	if s.known[name] == nil {
		s.known[name] = map[int]goja.Value{}
	}
	s.known[name][i] = v
	return v
}

// of returns one object of a series, or null.
func (g *reading) of(s *series, i int) goja.Value {
	if i < 0 || i >= len(s.made) {
		return goja.Null()
	}
	if s.made[i] == nil {
		g.charge(grammarSteps)
		s.made[i] = g.thing(&thing{r: s.place(i), of: s, i: i})
	}
	return s.made[i]
}

// some returns the objects of a series from one up to, not with, another.
func (g *reading) some(s *series, from, to int) goja.Value {
	items := make([]goja.Value, 0, max(to-from, 0))
	for i := max(from, 0); i < min(to, len(s.made)); i++ {
		items = append(items, g.of(s, i))
	}
	return g.listOf(items)
}

// object makes what the script gets: the lists, and what asks for the part of them that lies in a place.
func (g *reading) object() goja.Value {
	o := g.rt.NewObject()
	for _, list := range []struct {
		name string
		of   *series
	}{
		{"tokens", &g.tokens}, {"sentences", &g.sentences}, {"chunks", &g.chunks}, {"verbs", &g.verbs}, {"clauses", &g.clauses},
		{"quotes", &g.quotes}, {"attributions", &g.said}, {"requests", &g.requests}, {"speakers", &g.speakers},
	} {
		s := list.of
		g.getter(o, list.name, func(goja.FunctionCall) goja.Value {
			if s.list == nil {
				s.list = g.some(s, 0, len(s.made))
			}
			return s.list
		})
		if s == &g.speakers {
			continue
		}
		g.put(o, list.name+"In", g.method(list.name+"In", func(c goja.FunctionCall) goja.Value {
			return g.listOf(g.within(s, g.extent(c.Argument(0))))
		}))
	}
	return g.frozen(o)
}

// within returns the objects of a series that lie in a place, in the order of the series.
func (g *reading) within(s *series, in annotate.Range) (items []goja.Value) {
	if s == &g.said || s == &g.requests || s == &g.clauses {
		return g.scattered(s, in)
	}
	from := sort.Search(len(s.made), func(i int) bool { return s.place(i).From >= in.From })
	i := from
	for ; i < len(s.made); i++ {
		at := s.place(i)
		if at.From >= in.To {
			break
		}
		if in.Contains(at) {
			items = append(items, g.of(s, i))
		}
	}
	g.charge(20 + (i-from)/8)
	return items
}

// scattered does so for a series that is not in the order of its beginnings.
func (g *reading) scattered(s *series, in annotate.Range) []goja.Value {
	if s.byStart == nil {
		s.byStart = order.Places(len(s.made), func(i, j int) int { return int(s.place(i).From - s.place(j).From) })
	}
	from := sort.Search(len(s.byStart), func(i int) bool { return s.place(s.byStart[i]).From >= in.From })
	var found []int
	for _, n := range s.byStart[from:] {
		at := s.place(n)
		if at.From >= in.To {
			break
		}
		if in.Contains(at) {
			found = append(found, n)
		}
	}
	slices.Sort(found)
	items := make([]goja.Value, len(found))
	for i, n := range found {
		items[i] = g.of(s, n)
	}
	g.charge(20 + len(items)/8)
	return items
}
