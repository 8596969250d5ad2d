// Package worker is how the page speaks to the worker that does what is slow: requests, and answers to them, as JSON.
// Package host does the work, on either side of such a conversation or without one.
package worker

import (
	"encoding/json"
	"fmt"

	"galley/annotate"
	"galley/annotate/rules"
	"galley/app/editor"
)

// A Request asks for one piece of work. Exactly one of the fields after ID is set.
type Request struct {
	ID     int               `json:"id"`
	Read   []editor.File     `json:"read,omitempty"`
	Cut    *Cut              `json:"cut,omitempty"`
	Export *editor.ExportJob `json:"export,omitempty"`
	Look   *editor.ExportJob `json:"look,omitempty"`
	Pages  *editor.ExportJob `json:"pages,omitempty"`
	Carry  *editor.CarryJob  `json:"carry,omitempty"`
	Agree  *editor.AgreeJob  `json:"agree,omitempty"`
	Differ *editor.DifferJob `json:"differ,omitempty"`
	Figure *Figure           `json:"figure,omitempty"`
	Report *editor.AgreeJob  `json:"report,omitempty"`

	// These are for the worker that runs rules, the others for the one that does the rest.
	Describe *Describe       `json:"describe,omitempty"`
	Run      *editor.RuleJob `json:"run,omitempty"`
	Try      *editor.RuleJob `json:"try,omitempty"`
	Record   *editor.RuleJob `json:"record,omitempty"`
	Source   string          `json:"source,omitempty"`
}

// A Describe asks what rules there are, and is answered as soon as the worker stands.
type Describe struct {
	Files []rules.Source `json:"files,omitempty"`
}

// A Figure asks for a drawing as a file.
type Figure struct {
	Job editor.AgreeJob `json:"job"`
	ID  string          `json:"id"`
	As  string          `json:"as"`
}

// A Cut asks for articles to be split.
type Cut struct {
	Docs   []annotate.Document `json:"docs"`
	Points [][]annotate.Pos    `json:"points"`
}

// An Answer is what became of a request, or how far it is: then Progress or At is set, and more will follow.
type Answer struct {
	ID       int                    `json:"id"`
	Error    string                 `json:"error,omitempty"`
	Value    json.RawMessage        `json:"value,omitempty"` // FilesRead, []Document, Preview, Written, []ExportPage, carry.Report, Agreement, Differences, Picture, []RuleFile, []Report, RuleTrial, bytes or a text
	Progress *editor.ExportProgress `json:"progress,omitempty"`
	At       *rules.Place           `json:"at,omitempty"` // where the rules are that were asked to run
}

// Last reports whether no answer follows a.
func (a Answer) Last() bool { return a.Progress == nil && a.At == nil }

// Reply is the answer to request id, as JSON. It never fails: what goes wrong is in the answer.
func Reply(id int, value any, err error) []byte {
	a := Answer{ID: id}
	if err != nil {
		a.Error = err.Error()
	} else if a.Value, err = json.Marshal(value); err != nil {
		a.Error = err.Error()
	}
	data, err := json.Marshal(a)
	if err != nil {
		return []byte(fmt.Sprintf(`{"id":%d,"error":"the answer cannot be written"}`, id))
	}
	return data
}
