package agreement

import "math"

// normalQuantile returns the point below which a standard normal variable lies with probability p, 0 < p < 1.
func normalQuantile(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }

// normalBelow returns the probability that a standard normal variable lies below x.
func normalBelow(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

// studentQuantile returns the point below which Student's t with df degrees of freedom lies with probability
// p, ½ ≤ p < 1. It halves the interval until no float64 lies between its ends: some seventy steps.
func studentQuantile(p, df float64) float64 {
	low, high := 0.0, 2.0
	for studentBelow(high, df) < p && high < 1e300 {
		low, high = high, 2*high
	}
	for {
		mid := low + (high-low)/2
		if mid <= low || mid >= high {
			return mid
		}
		if studentBelow(mid, df) < p {
			low = mid
		} else {
			high = mid
		}
	}
}

// studentBelow returns the probability that Student's t lies below x ≥ 0.
func studentBelow(x, df float64) float64 {
	return 1 - betaRegular(df/2, 0.5, df/(df+x*x))/2
}

// betaRegular returns the regularised incomplete beta function I_x(a, b), by its continued fraction.
func betaRegular(a, b, x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2): // the fraction runs fast on the other side only
		return 1 - betaRegular(b, a, 1-x)
	}
	ab, _ := math.Lgamma(a + b)
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	front := math.Exp(ab-la-lb+a*math.Log(x)+b*math.Log1p(-x)) / a
	const tiny = 1e-300
	guard := func(v float64) float64 {
		if math.Abs(v) < tiny {
			return tiny
		}
		return v
	}
	// Lentz's way of running a continued fraction forwards.
	c, d := 1.0, 1/guard(1-(a+b)*x/(a+1))
	f := d
	for m := 1.0; m <= 1000; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d, c = 1/guard(1+even*d), guard(1+even/c)
		f *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d, c = 1/guard(1+odd*d), guard(1+odd/c)
		step := d * c
		f *= step
		if math.Abs(step-1) < 1e-16 {
			break
		}
	}
	return front * f
}
