// Package e2e drives the built desk in headless Chromium, as a person would: it holds no code of its own, only
// journeys (build tag e2e). `make e2e` builds what they need and runs them; their screenshots are kept in
// artefacts/screens, where they are meant to be looked at.
package e2e
