package journal

import "slices"

// WorkedAt returns when a stream was worked on, in milliseconds since 1970 UTC: the moment by which half of its entries had been
// made. A correction weeks later does not move it. Entries without a time do not count; 0 is nobody knows.
func WorkedAt(entries []Entry) int64 {
	var times []int64
	for _, e := range entries {
		if e.Time > 0 {
			times = append(times, e.Time)
		}
	}
	if len(times) == 0 {
		return 0
	}
	slices.Sort(times)
	return times[(len(times)-1)/2]
}
