package journal

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// A Problem is two different records of one key. It takes two journals written under one name to make one: a copied
// browser profile, two articles given one id, a scheme changed without a new version.
type Problem struct {
	Key    string
	Kept   Record // what stands under the key
	Other  Record // what does not, as it came
	Severe bool   // marks made on one of two texts would come to lie on the other: write nothing of it
	Text   string // what it is and what became of it, as a sentence
}

// Merge returns the records of a and b, each once, in the order of a bundle. It is the union of two sets: neither
// order nor grouping nor merging again makes a difference.
//
// Of two different records under one key the one whose bytes sort first stands. If they are entries the other
// stays too, under its actor's name with a mark made of its content ("ana~8c3f0a1b22d4e5f6"), so that no work is
// lost; of the other kinds it is in [Problem].Other, and whoever merges must keep that or refuse.
func Merge(a, b []Record) (merged []Record, problems []Problem) {
	merged = make([]Record, 0, len(a)+len(b))
	merged = append(append(merged, a...), b...)
	for i := range merged {
		merged[i] = original(merged[i])
	}
	return settle(merged, nil)
}

// Additions returns what must be appended to a store that holds have, so that it holds incoming as well, and what
// Merge would have to say of it. A store never changes a record: what it has stays under its key, even if the
// other's bytes sort first.
func Additions(have, incoming []Record) (add []Record, problems []Problem) {
	held := make(map[string]Record, len(have))
	all := make([]Record, 0, len(have)+len(incoming))
	for _, r := range have {
		held[r.Key()] = r
		all = append(all, original(r))
	}
	for _, r := range incoming {
		all = append(all, original(r))
	}
	all, problems = settle(all, held)
	for _, r := range all {
		if _, ok := held[r.Key()]; !ok {
			add = append(add, r)
		}
	}
	return add, problems
}

// A keyed record, with its bytes once they are needed.
type keyed struct {
	Record
	key   string
	bytes []byte
}

func (k *keyed) content() []byte {
	if k.bytes == nil {
		k.bytes, _ = AppendRecord(nil, k.Record)
	}
	return k.bytes
}

// settle returns recs sorted, each but once, and what clashed. Of several under one key that in held stands, else
// the one whose bytes sort first.
func settle(recs []Record, held map[string]Record) ([]Record, []Problem) {
	all := make([]keyed, len(recs))
	for i, r := range recs {
		all[i] = keyed{Record: r, key: r.Key()}
	}
	slices.SortStableFunc(all, func(x, y keyed) int { return strings.Compare(x.key, y.key) })
	out := recs[:0:0]
	var problems []Problem
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && all[j].key == all[i].key {
			j++
		}
		group := all[i:j]
		i = j
		if len(group) > 1 {
			for k := range group {
				group[k].content()
			}
			slices.SortStableFunc(group, func(x, y keyed) int { return bytes.Compare(x.bytes, y.bytes) })
			group = slices.CompactFunc(group, func(x, y keyed) bool { return bytes.Equal(x.bytes, y.bytes) })
		}
		first := 0
		if h, ok := held[group[0].key]; ok && len(group) > 1 {
			want, _ := AppendRecord(nil, h)
			first = max(0, slices.IndexFunc(group, func(k keyed) bool { return bytes.Equal(k.bytes, want) }))
		}
		out = append(out, group[first].Record)
		for k := range group {
			if k == first {
				continue
			}
			p := problem(group[first], group[k])
			problems = append(problems, p)
			if p.Other.Entry != nil {
				out = append(out, marked(group[k]))
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Record) int {
		return cmp.Or(CompareRecords(x, y), strings.Compare(x.Key(), y.Key()))
	})
	return out, problems
}

func problem(kept, other keyed) Problem {
	p := Problem{Key: kept.key, Kept: kept.Record, Other: other.Record}
	switch {
	case kept.Project != nil:
		p.Text = fmt.Sprintf("project %q was founded twice, as %q and as %q; the first stands", kept.Project.ID, kept.Project.Name, other.Project.Name)
	case kept.Scheme != nil:
		p.Text = fmt.Sprintf("scheme %s@%d comes in two versions of one number; one stands: give the other a new version",
			kept.Scheme.ID, kept.Scheme.Version)
	case kept.Document != nil && kept.Document.Digest != other.Document.Digest:
		p.Severe = true
		p.Text = fmt.Sprintf("document %q is two different texts (%.12s… and %.12s…): give one of them another id",
			kept.Document.ID, kept.Document.Digest, other.Document.Digest)
	case kept.Document != nil:
		p.Text = fmt.Sprintf("document %q comes with two sets of metadata or blocks; one stands", kept.Document.ID)
	default:
		p.Text = fmt.Sprintf("entry %d of %s is two different entries, as when a browser's profile was copied; both stay, one under the name %s",
			kept.Entry.Seq, kept.Entry.Actor, marked(other).Entry.Actor)
	}
	return p
}

// marked returns the entry k under its actor's name with a mark made of its content.
func marked(k keyed) Record {
	e := *k.Entry
	e.Actor += Actor("~" + mark(k.content()))
	return Record{Entry: &e}
}

func mark(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:8])
}

// original returns the entry that marked was given, if r is what marked returned.
func original(r Record) Record {
	if r.Entry == nil {
		return r
	}
	i := strings.LastIndexByte(string(r.Entry.Actor), '~')
	if i <= 0 {
		return r
	}
	e := *r.Entry
	e.Actor = e.Actor[:i]
	o := Record{Entry: &e}
	if content, err := AppendRecord(nil, o); err != nil || mark(content) != string(r.Entry.Actor[i+1:]) {
		return r
	}
	return o
}
