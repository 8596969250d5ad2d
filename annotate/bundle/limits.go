package bundle

import "cmp"

// Limits bound what Read takes in, as a bundle may come from anyone. A zero field is its default.
type Limits struct {
	Line    int   // bytes of one line; 64 MiB
	Bytes   int64 // bytes of the whole; 1 GiB
	Records int   // 5,000,000
}

func (l Limits) filled() Limits {
	return Limits{
		Line:    cmp.Or(l.Line, 64<<20),
		Bytes:   cmp.Or(l.Bytes, 1<<30),
		Records: cmp.Or(l.Records, 5_000_000),
	}
}
