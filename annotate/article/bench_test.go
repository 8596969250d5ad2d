package article_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/article"
)

// copy1MB is a megabyte of invented wire copy.
func copy1MB() annotate.Text {
	const story = `SPRINGFIELD, Ill. (AP) — The council voted 7–2 on Monday to close the old bridge, Mayor Ana Ruiz said after a long meeting in which residents asked what would replace it.
“We have waited for ten years, and the river has not waited with us,” she told reporters. The vote came after engineers found cracks in three of its nine piers.
Click to Gallery
Mayor Ana Ruiz speaks during a council meeting in Springfield, Ill., Monday, May 5, 2025. (AP Photo/Lee Park)
FILE - Cars cross the old bridge in Springfield, Ill., on Jan. 3, 2024. (Jane Doe/The Springfield Ledger via AP, File)
The bridge carried 14,000 cars a day in 2019, according to the state's department of transport, and about half as many since a lane was closed.
`
	return annotate.NewText(strings.Repeat(story, 1<<20/len(story)+1))
}

func BenchmarkBlocks(b *testing.B) {
	t := copy1MB()
	b.SetBytes(int64(len(t.String())))
	for b.Loop() {
		article.Blocks(t)
	}
}

func BenchmarkSplits(b *testing.B) {
	t := copy1MB()
	b.SetBytes(int64(len(t.String())))
	for b.Loop() {
		article.Splits(t)
	}
}
