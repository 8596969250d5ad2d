package report

// Each visits every figure of the report, in the order in which they are shown.
func (r *Report) Each(visit func(*Figure)) {
	for i := range r.Headline {
		visit(&r.Headline[i])
	}
	for i := range r.Marks {
		m := &r.Marks[i]
		for _, f := range []*Figure{&m.Found, &m.Same, &m.Edges, &m.Exact, &m.Overlap, &m.Token, &m.Units, &m.Words} {
			visit(f)
		}
	}
	for i := range r.Cuts {
		c := &r.Cuts[i]
		for _, f := range []*Figure{&c.Called, &c.Coverage, &c.Older, &c.Boundary, &c.Pi} {
			visit(f)
		}
	}
	for i := range r.Figures {
		visit(&r.Figures[i].Figure)
	}
	for i := range r.Attributes {
		a := &r.Attributes[i]
		visit(&a.Presence)
		for k := range a.Values {
			visit(&a.Values[k])
		}
		visit(&a.Joint)
	}
	for i := range r.Links {
		l := &r.Links[i]
		visit(&l.Labelled)
		if l.AnyType != nil {
			visit(l.AnyType)
		}
		visit(&l.Given)
	}
	for i := range r.Pairs {
		p := &r.Pairs[i]
		for _, f := range []*Figure{&p.Exact, &p.Overlap, &p.Token, &p.Words} {
			visit(f)
		}
	}
	for i := range r.ByDocument {
		d := &r.ByDocument[i]
		for _, f := range []*Figure{&d.Exact, &d.Overlap, &d.Token} {
			visit(f)
		}
	}
	for i := range r.Rounds {
		d := &r.Rounds[i]
		for _, f := range []*Figure{&d.Exact, &d.Overlap, &d.Token} {
			visit(f)
		}
	}
	for i := range r.People {
		p := &r.People[i]
		for _, f := range []*Figure{&p.Exact, &p.Overlap, &p.Token} {
			visit(f)
		}
	}
	if r.Gold != nil {
		for i := range r.Gold.People {
			g := &r.Gold.People[i]
			scores := []*Scores{&g.Exact, &g.Overlap, &g.Token}
			for k := range g.Labels {
				scores = append(scores, &g.Labels[k].Exact, &g.Labels[k].Overlap)
			}
			for _, s := range scores {
				visit(&s.Precision)
				visit(&s.Recall)
				visit(&s.F1)
			}
		}
	}
	if r.Gamma != nil && r.Gamma.Failed == "" {
		visit(&r.Gamma.All)
		visit(&r.Gamma.Labels)
		for i := range r.Gamma.ByLabel {
			visit(&r.Gamma.ByLabel[i].Figure)
		}
	}
}
