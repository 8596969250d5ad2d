// Package order puts lists in order for all that a page is built of. It sorts numbers, whatever is in the list: what package slices
// makes for each other type that it sorts is twenty kilobytes of wasm, and a page would carry fifteen of them. Numbers and pointers
// need it not: these the page has sorted by package slices, once for all pointers.
package order

import "slices"

// By puts a list in order, and leaves what is alike as it stood. The cost is O(n log n), and O(n) with nothing allocated for a list
// that is in order already.
func By[T any](all []T, compare func(a, b T) int) {
	at := func(i, j int) int { return compare(all[i], all[j]) }
	if inOrder(len(all), at) {
		return
	}
	was := slices.Clone(all)
	for i, k := range Places(len(all), at) {
		all[i] = was[k]
	}
}

func inOrder(n int, compare func(i, j int) int) bool {
	for i := 1; i < n; i++ {
		if compare(i-1, i) > 0 {
			return false
		}
	}
	return true
}

// Places returns the numbers from 0 to n-1 in the order of the things that have these places, for things that are dear to copy.
func Places(n int, compare func(i, j int) int) []int {
	places := make([]int, n)
	for i := range places {
		places[i] = i
	}
	slices.SortFunc(places, func(i, j int) int {
		if c := compare(i, j); c != 0 {
			return c
		}
		return i - j
	})
	return places
}
