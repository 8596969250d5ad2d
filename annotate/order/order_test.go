package order_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"galley/annotate/order"
)

type card struct{ number, dealt int }

// What is alike keeps its place, as with the sort of the library that leaves it there.
func TestBy(t *testing.T) {
	byNumber := func(a, b card) int { return cmp.Compare(a.number, b.number) }
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 200 {
		cards := make([]card, n)
		for i := range cards {
			cards[i] = card{random.IntN(1 + n/3), i}
		}
		want := slices.Clone(cards)
		slices.SortStableFunc(want, byNumber)
		if order.By(cards, byNumber); !slices.Equal(cards, want) {
			t.Fatalf("got %v\nwant %v", cards, want)
		}
	}
}

// A list that is in order costs a look at it.
func TestInOrder(t *testing.T) {
	cards := make([]card, 1000)
	for i := range cards {
		cards[i].number = i
	}
	if n := testing.AllocsPerRun(10, func() {
		order.By(cards, func(a, b card) int { return cmp.Compare(a.number, b.number) })
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
