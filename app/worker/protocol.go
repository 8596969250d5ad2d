// Package worker is how the page speaks to the worker that does what is slow: requests, and answers to them, as JSON.
// Package host does the work, on either side of such a conversation or without one.
package worker

import (
	"encoding/json"

	"galley/annotate"
	"galley/app/editor"
)

// A Request asks for one piece of work. Exactly one of the fields after ID is set.
type Request struct {
	ID     int               `json:"id"`
	Read   []editor.File     `json:"read,omitempty"`
	Cut    *Cut              `json:"cut,omitempty"`
	Export *editor.ExportJob `json:"export,omitempty"`
	Carry  *editor.CarryJob  `json:"carry,omitempty"`
}

// A Cut asks for articles to be split.
type Cut struct {
	Docs   []annotate.Document `json:"docs"`
	Points [][]annotate.Pos    `json:"points"`
}

// An Answer is what became of a request.
type Answer struct {
	ID    int             `json:"id"`
	Error string          `json:"error,omitempty"`
	Value json.RawMessage `json:"value,omitempty"` // FilesRead, []Document, Written or carry.Report
}
