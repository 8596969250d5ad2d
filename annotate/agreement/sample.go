package agreement

// A Sample is data that has been cut into documents, each boiled down to sums: what the measure needs to know of
// several documents is what it needs to know of each, added up. A document drawn twice counts double, so a
// replicate of the bootstrap costs a few additions and never looks at an item again.
type Sample struct {
	documents []sparse
	width     int
	figure    func(sums []float64) Figure
	analytic  func(Figure) Figure // adds the standard error and interval that a formula gives; nil where there is none
}

// A sparse vector: a document has few of the cells that all documents have between them.
type sparse struct {
	at []int32
	by []float64
}

// newSample boils down items that belong to documents. add puts what item i adds to the sums; figure computes the
// measure from sums, which it must not keep.
func newSample(documents, width int, document []int32, add func(i int, put func(at int, by float64)), figure func(sums []float64) Figure) Sample {
	s := Sample{documents: make([]sparse, documents), width: width, figure: figure}
	sums, touched, used := make([]float64, width), make([]bool, width), []int32(nil)
	var at []int32 // of several documents, one behind the other
	var by []float64
	put := func(at int, by float64) {
		if !touched[at] {
			touched[at] = true
			used = append(used, int32(at))
		}
		sums[at] += by
	}
	order, first := byDocument(document, documents)
	for d := range documents {
		for _, i := range order[first[d]:first[d+1]] {
			add(int(i), put)
		}
		if cap(at)-len(at) < len(used) {
			room := max(len(used), min(4096, width*(documents-d)))
			at, by = make([]int32, 0, room), make([]float64, 0, room)
		}
		from := len(at)
		for _, c := range used {
			at, by = append(at, c), append(by, sums[c])
			sums[c], touched[c] = 0, false
		}
		s.documents[d] = sparse{at[from:len(at):len(at)], by[from:len(by):len(by)]}
		used = used[:0]
	}
	return s
}

// byDocument returns the items document by document, and where each document begins.
func byDocument(document []int32, documents int) (order []int32, from []int) {
	from = make([]int, documents+1)
	for _, d := range document {
		from[d+1]++
	}
	for d := range documents {
		from[d+1] += from[d]
	}
	order = make([]int32, len(document))
	next := append([]int(nil), from...)
	for i, d := range document {
		order[next[d]] = int32(i)
		next[d]++
	}
	return order, from
}

// Documents returns how many documents the sample has.
func (s Sample) Documents() int { return len(s.documents) }

// Figure returns the measure over all documents.
func (s Sample) Figure() Figure {
	sums := make([]float64, s.width)
	s.add(sums, 0, len(s.documents))
	f := s.figure(sums)
	if s.analytic != nil && f.Status == OK {
		f = s.analytic(f)
	}
	return f
}

// whole adds all documents up, each once.
func (s Sample) whole(sums []float64) {
	clear(sums)
	s.add(sums, 0, len(s.documents))
}

// add adds the documents from one up to another to sums.
func (s Sample) add(sums []float64, from, to int) {
	for _, doc := range s.documents[from:to] {
		for j, at := range doc.at {
			sums[at] += doc.by[j]
		}
	}
}
