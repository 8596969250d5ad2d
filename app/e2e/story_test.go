//go:build e2e

package e2e

import "testing"

// atTheBridge opens the desk for Ana, with the story on it.
func atTheBridge(t *testing.T) *browser {
	t.Helper()
	b := start(t, serve(t).origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge")
	return b
}

// story is what most journeys mark. Its emoji and its family stand before the marks, so that a wrong unit shows on all
// that follow.
const story = `Swing bridge to reopen after a winter of repairs

By Tomas Reth

HALDEN BAY (Harbour Wire) — 📣 The old swing bridge will reopen in March, port director Lena Osk said Tuesday. “We are two weeks ahead,” she told reporters on the quay.

👩‍👩‍👧 Families had petitioned for a ferry. “Nobody asked us how we would get to school,” said Ines Caro, who is twelve. A city spokesman disputed that.

Port director Lena Osk shows the repaired gear of the swing bridge in Halden Bay, Tuesday, Feb. 3, 2026. (Harbour Wire Photo/Ilse Marten)

The bridge carried 11,000 cars a day before it closed, according to the harbour office. Traffic on the coast road has doubled since.
`

// another is a second article, for what needs two.
const another = `Market hall lights stay on

NORTH QUAY (Harbour Wire) — The market hall will keep its lights on until ten, the traders’ council said Monday.

“People come after work or not at all,” said its chair, Piet Vos.
`
