package agreement

import (
	"fmt"
	"slices"
	"sync"
)

// Missing stands for no rating: the coder did not judge the item. It is not a category.
const Missing = -1

// Items is a table of what each coder made of each item. Items belong to documents, which is what the bootstrap
// draws. The same items in another order, or coders in another order, give the same figures.
type Items struct {
	Scale
	Coders    []string
	Documents int // how many there are, whether or not an item of theirs was rated

	ratings  []int32 // item after item, a rating of each coder: a category's number, or Missing
	document []int32 // of each item
	times    []int32 // how often each item occurs; nil means once

	last *lastCounts
}

// lastCounts is what [Items.Counts] came to last: several measures want it of the same table.
type lastCounts struct {
	sync.Mutex
	counts *Counts
}

// NewItems returns a table without items.
func NewItems(s Scale, coders []string) *Items {
	return &Items{Scale: s, Coders: coders, last: new(lastCounts)}
}

// Grow makes room for so many more items.
func (x *Items) Grow(items int) {
	x.ratings, x.document = slices.Grow(x.ratings, items*len(x.Coders)), slices.Grow(x.document, items)
}

// Add adds an item of a document (numbered from 0): one rating a coder, in the order of Coders.
func (x *Items) Add(document int, ratings ...int32) { x.AddTimes(document, 1, ratings...) }

// AddTimes adds an item that occurs a number of times with the same ratings: the unmarked words of an article are
// one entry, however long it is.
func (x *Items) AddTimes(document, times int, ratings ...int32) {
	if len(ratings) != len(x.Coders) {
		panic(fmt.Sprintf("agreement: %d ratings of %d coders", len(ratings), len(x.Coders)))
	}
	if times <= 0 {
		return
	}
	for _, k := range ratings {
		if k < Missing || int(k) >= len(x.Categories) {
			panic(fmt.Sprintf("agreement: rating %d of %d categories", k, len(x.Categories)))
		}
	}
	if times > 1 && x.times == nil {
		x.times = make([]int32, len(x.document), cap(x.document))
		for i := range x.times {
			x.times[i] = 1
		}
	}
	if x.times != nil {
		x.times = append(x.times, int32(times))
	}
	x.ratings = append(x.ratings, ratings...)
	x.document = append(x.document, int32(document))
	x.Documents = max(x.Documents, document+1)
}

// Len returns the number of entries.
func (x *Items) Len() int { return len(x.document) }

// row returns entry i: a rating of each coder.
func (x *Items) row(i int) []int32 { r := len(x.Coders); return x.ratings[i*r : (i+1)*r] }

func (x *Items) timesOf(i int) float64 {
	if x.times == nil {
		return 1
	}
	return float64(x.times[i])
}

// Pair returns the table of two of the coders alone.
func (x *Items) Pair(a, b int) *Items {
	p := NewItems(x.Scale, []string{x.Coders[a], x.Coders[b]})
	p.document, p.times, p.Documents = x.document, x.times, x.Documents
	p.ratings = make([]int32, 0, 2*x.Len())
	for i := range x.Len() {
		row := x.row(i)
		p.ratings = append(p.ratings, row[a], row[b])
	}
	return p
}

// Against returns the table with every category but k put into one: is it k, or is it not?
func (x *Items) Against(k int) *Items {
	c := *x
	c.last = new(lastCounts)
	c.Scale = Scale{Categories: []string{x.Categories[k], "other than " + x.Categories[k]}}
	c.ratings = make([]int32, len(x.ratings))
	for i, r := range x.ratings {
		switch {
		case r == Missing:
			c.ratings[i] = Missing
		case int(r) != k:
			c.ratings[i] = 1
		}
	}
	return &c
}

// A Counts says of each item how many coders put it into each category, which is all that the measures need that
// do not ask who said what.
type Counts struct {
	Scale
	Coders    int
	Documents int

	from     []int // where each item's cells begin; one more than there are items
	category []int32
	n        []float64
	document []int32
	times    []int32 // nil means once
}

// NewCounts returns counts without items, of so many coders.
func NewCounts(s Scale, coders int) *Counts { return &Counts{Scale: s, Coders: coders, from: []int{0}} }

// Add adds an item of a document with the number of coders in each category.
func (c *Counts) Add(document int, n ...float64) {
	for k, n := range n {
		if n > 0 {
			c.category, c.n = append(c.category, int32(k)), append(c.n, n)
		}
	}
	c.close(document)
}

func (c *Counts) close(document int) {
	c.from = append(c.from, len(c.n))
	c.document = append(c.document, int32(document))
	c.Documents = max(c.Documents, document+1)
}

// Len returns the number of entries.
func (c *Counts) Len() int { return len(c.document) }

// row returns the categories of entry i that were used, in order, and how many coders used each.
func (c *Counts) row(i int) ([]int32, []float64) {
	return c.category[c.from[i]:c.from[i+1]], c.n[c.from[i]:c.from[i+1]]
}

func (c *Counts) timesOf(i int) float64 {
	if c.times == nil {
		return 1
	}
	return float64(c.times[i])
}

// Counts counts the ratings of each item: O(ratings) the first time. Add nothing to them.
func (x *Items) Counts() *Counts {
	x.last.Lock()
	defer x.last.Unlock()
	if c := x.last.counts; c == nil || c.Len() != x.Len() || c.Documents != x.Documents {
		x.last.counts = x.count()
	}
	return x.last.counts
}

func (x *Items) count() *Counts {
	c := NewCounts(x.Scale, len(x.Coders))
	c.Documents, c.times = x.Documents, x.times
	c.document = x.document
	c.from = make([]int, 1, x.Len()+1)
	c.category, c.n = make([]int32, 0, 2*x.Len()), make([]float64, 0, 2*x.Len())
	for i := range x.Len() {
		start := len(c.category)
		for _, k := range x.row(i) {
			if k == Missing {
				continue
			}
			at := len(c.category) // few categories an item: the cells are sorted as they come
			for at > start && c.category[at-1] > k {
				at--
			}
			if at > start && c.category[at-1] == k {
				c.n[at-1]++
				continue
			}
			c.category, c.n = append(c.category, 0), append(c.n, 0)
			copy(c.category[at+1:], c.category[at:])
			copy(c.n[at+1:], c.n[at:])
			c.category[at], c.n[at] = k, 1
		}
		c.from = append(c.from, len(c.category))
	}
	return c
}

// state says why no measure of agreement can be had, or OK.
func state(coders int, items, pairable float64) Status {
	switch {
	case coders < 2:
		return FewCoders
	case items == 0:
		return NothingDone
	case pairable == 0:
		return NoPairs
	}
	return OK
}

// In returns the table of one document alone.
func (x *Items) In(document int) *Items {
	one := NewItems(x.Scale, x.Coders)
	one.Documents = 1
	for i := range x.Len() {
		if int(x.document[i]) == document {
			one.AddTimes(0, int(x.timesOf(i)), x.row(i)...)
		}
	}
	return one
}

// Rated reports whether there is any rating at all.
func (x *Items) Rated() bool {
	for _, k := range x.ratings {
		if k != Missing {
			return true
		}
	}
	return false
}

// Within returns the table of some of the documents alone: place has the new number of each document, or -1, and n is how many
// are left.
func (x *Items) Within(place []int, n int) *Items {
	if n == x.Documents { // all of them, and places are in order
		return x
	}
	some := NewItems(x.Scale, x.Coders)
	for i := range x.Len() {
		if at := place[x.document[i]]; at >= 0 {
			some.AddTimes(at, int(x.timesOf(i)), x.row(i)...)
		}
	}
	some.Documents = n
	return some
}
