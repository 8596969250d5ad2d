//go:build e2e

package e2e

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"
)

// A crew is annotators at work on the same articles: what they see, each with slips of their own.
type crew struct {
	articles, spans int // how many, and at most how many marks on each
	project         annotate.ProjectID
	ids             string // how articles are called: "h%03d"
}

var harbor = crew{articles: 24, spans: 40, project: "harbor", ids: "h%03d"}

// A truth is what there is to mark in an article.
type truth struct {
	doc   annotate.Document
	spans []annotate.Span
	links []annotate.Relation
}

// article is the i-th: an invented town, and people who say things.
func (c crew) article(i int) truth {
	rng := rand.New(rand.NewPCG(7, uint64(i)))
	pick := func(all ...string) string { return all[rng.IntN(len(all))] }
	var b strings.Builder
	var x truth
	at := func() annotate.Pos { return annotate.NewText(b.String()).Len() }
	mark := func(label annotate.Label, text string, attrs ...annotate.Field) annotate.SpanID {
		from := at()
		b.WriteString(text)
		id := annotate.SpanID(fmt.Sprintf("t%d", len(x.spans)))
		x.spans = append(x.spans, annotate.Span{ID: id, Label: label, Ranges: []annotate.Range{{From: from, To: at()}}, Attrs: attrs})
		return id
	}
	title := fmt.Sprintf("%s board %s, day %d", pick("Harbor", "Ferry", "Market", "School", "Water"), pick("meets again", "counts its boats", "weighs a new pier", "hears the crews"), i+1)
	b.WriteString(title + "\n\n")
	for len(x.spans) < c.spans {
		place := pick("quay", "pier", "old mill", "ferry dock", "market hall", "north gate")
		if rng.IntN(3) == 0 {
			mark("claim", fmt.Sprintf("The %s lost %d jobs in %d weeks", place, 10+rng.IntN(80), 2+rng.IntN(9)), annotate.Field{Name: "check_worthy", Value: pick("yes", "maybe", "no")})
			b.WriteString(". ")
			continue
		}
		content := mark("content", fmt.Sprintf("“The %s %s,”", place, pick("is safe", "will open in spring", "was never counted", "needs a second crossing")), annotate.Field{Name: "directness", Value: "direct"})
		b.WriteString(" ")
		cue := mark("cue", pick("said", "added", "told the board"))
		b.WriteString(" ")
		source := mark("source", pick("Ida Holm, who chairs the board", "Tom Beck", "the harbor office", "a crew member", "Lena Moss of the union"), annotate.Field{Name: "kind", Value: pick("named_individual", "named_group", "unnamed_individual")})
		b.WriteString(". ")
		x.links = append(x.links,
			annotate.Relation{ID: annotate.SpanID(fmt.Sprintf("l%d", len(x.links))), Label: "source", Head: content, Tail: source},
			annotate.Relation{ID: annotate.SpanID(fmt.Sprintf("l%d", len(x.links)+1)), Label: "cue", Head: content, Tail: cue})
	}
	x.doc = annotate.NewDocument(annotate.DocID(fmt.Sprintf(c.ids, i)), title, annotate.NewText(b.String()+"\n"))
	x.doc.Order = i
	return x
}

// bundle is the project as one annotator sends it. slips is how many of a hundred marks are not as they should be: left out,
// cut otherwise, called otherwise, given another value.
func (c crew) bundle(tb testing.TB, name annotate.Annotator, slips int) []byte {
	tb.Helper()
	recs := []journal.Record{{Project: &annotate.Project{ID: c.project, Name: "Harbor desk", Scheme: "galley-news@1", Preset: "standard"}}}
	clock := journal.Clock{Actor: journal.Actor("of-" + name)}
	var entries []journal.Record
	for i := range c.articles {
		x := c.article(i)
		recs = append(recs, journal.Record{Document: &x.doc})
		rng := rand.New(rand.NewPCG(uint64(len(name))*31+uint64(name[0]), uint64(i)))
		made := map[annotate.SpanID]annotate.SpanID{}
		var tx annotate.Tx
		for _, s := range x.spans {
			var kind int
			if kind = 4; rng.IntN(100) < slips {
				kind = rng.IntN(4)
			}
			switch own := s.Ranges[0]; {
			case kind == 0:
				continue
			case kind == 1 && own.Len() > 9:
				s.Ranges = []annotate.Range{{From: own.From + annotate.Pos(1+rng.IntN(4)), To: own.To}}
			case kind == 2:
				s.Label = map[annotate.Label]annotate.Label{"claim": "content", "content": "claim", "source": "cue", "cue": "source"}[s.Label]
				s.Attrs = nil
			case kind == 3 && len(s.Attrs) > 0:
				s.Attrs = annotate.Attrs{{Name: s.Attrs[0].Name, Value: map[string]string{"yes": "no", "no": "maybe", "maybe": "yes", "direct": "mixed"}[s.Attrs[0].Value]}}
				if s.Attrs[0].Value == "" {
					s.Attrs = nil
				}
			}
			id := annotate.SpanID(fmt.Sprintf("%s-%d-%s", name, i, s.ID))
			made[s.ID] = id
			s.ID = id
			tx = append(tx, annotate.AddSpan{Span: s})
		}
		for _, l := range x.links {
			head, tail := made[l.Head], made[l.Tail]
			if head == "" || tail == "" || rng.IntN(100) < slips/3 {
				continue
			}
			tx = append(tx, annotate.AddRelation{Relation: annotate.Relation{ID: annotate.SpanID(fmt.Sprintf("%s-%d-%s", name, i, l.ID)), Label: l.Label, Head: head, Tail: tail}})
		}
		done := "done"
		tx = append(tx, annotate.SetAttr{Name: annotate.AttrState, To: &done})
		e := clock.Next(journal.Stream{Doc: x.doc.ID, Layer: name}, 1767225600000+int64(i)*86_400_000, tx)
		entries = append(entries, journal.Record{Entry: &e})
	}
	var out bytes.Buffer
	if err := bundle.Write(&out, append(recs, entries...)); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}
