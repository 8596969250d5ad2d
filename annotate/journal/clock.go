package journal

import "galley/annotate"

// MaxLamport is the latest Lamport time there can be, the greatest whole number that every reader of JSON knows.
// A clock that reaches it stays there; its entries are then ordered by actor and sequence.
const MaxLamport = 1<<53 - 1

// A Clock numbers the entries of one actor. It is a value: a copy goes on by itself. The zero Clock with an Actor
// is ready to use.
type Clock struct {
	Actor   Actor
	Seq     int // of the actor's last entry
	Lamport int // the latest that was seen
}

// NewClock returns the clock of an actor who has seen entries.
func NewClock(a Actor, entries []Entry) Clock {
	c := Clock{Actor: a}
	for i := range entries {
		c.Observe(entries[i])
	}
	return c
}

// Observe takes note of an entry, so that all later ones of this clock come after it.
func (c *Clock) Observe(e Entry) {
	c.Lamport = min(max(c.Lamport, e.Lamport), MaxLamport)
	if e.Actor == c.Actor {
		c.Seq = max(c.Seq, e.Seq)
	}
}

// Next returns the actor's next entry: tx on stream s, at time, in milliseconds since 1970 UTC.
func (c *Clock) Next(s Stream, time int64, tx annotate.Tx) Entry {
	c.Seq++
	c.Lamport = min(c.Lamport+1, MaxLamport)
	return Entry{Ref: Ref{Actor: c.Actor, Seq: c.Seq}, Lamport: c.Lamport, Time: time, Stream: s, Tx: tx}
}

// Undo returns the actor's next entry, which takes target back.
func (c *Clock) Undo(target Entry, time int64) Entry {
	e := c.Next(target.Stream, time, Inverse(target))
	e.Undoes = &target.Ref
	return e
}

// Redo returns the actor's next entry, which does target, an entry that was taken back, again.
func (c *Clock) Redo(target Entry, time int64) Entry {
	e := c.Next(target.Stream, time, target.Tx)
	e.Redoes = &target.Ref
	return e
}
