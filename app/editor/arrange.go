package editor

import (
	"cmp"
	"slices"
)

// arrange puts a list in order, and leaves what is alike as it stood. The list is short: it is put in order by its places, numbers,
// since what the library makes for each other type that it sorts is ten kilobytes of the page.
func arrange[T any](all []T, compare func(a, b T) int) {
	places := make([]int, len(all))
	for i := range places {
		places[i] = i
	}
	slices.SortFunc(places, func(i, j int) int { return cmp.Or(compare(all[i], all[j]), i-j) })
	was := slices.Clone(all)
	for i, k := range places {
		all[i] = was[k]
	}
}
