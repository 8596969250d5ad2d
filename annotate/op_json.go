package annotate

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// opJSON is an operation as it is written: its name, then the fields that it has, in this order.
type opJSON struct {
	Op       string          `json:"op"`
	Span     *Span           `json:"span,omitempty"`
	Relation *Relation       `json:"relation,omitempty"`
	ID       SpanID          `json:"id,omitempty"`
	Name     string          `json:"name,omitempty"`
	From     json.RawMessage `json:"from,omitempty"`
	To       json.RawMessage `json:"to,omitempty"`
}

// MarshalJSON writes tx as an array of operations, each named by its "op".
func (tx Tx) MarshalJSON() ([]byte, error) {
	out := make([]opJSON, 0, len(tx))
	for _, op := range tx {
		j := opJSON{Op: op.Kind()}
		var from, to any
		switch o := op.(type) {
		case AddSpan:
			j.Span = &o.Span
		case RemoveSpan:
			j.Span = &o.Span
		case AddRelation:
			j.Relation = &o.Relation
		case RemoveRelation:
			j.Relation = &o.Relation
		case MoveSpan:
			j.ID, from, to = o.ID, o.From, o.To
		case Relabel:
			j.ID, from, to = o.ID, o.From, o.To
		case SetAttr:
			j.ID, j.Name, from, to = o.ID, o.Name, o.From, o.To
		default:
			return nil, fmt.Errorf("operation %q has no JSON form", op.Kind())
		}
		if from != nil {
			var err error
			if j.From, err = marshal(from); err != nil {
				return nil, err
			}
			if j.To, err = marshal(to); err != nil {
				return nil, err
			}
		}
		out = append(out, j)
	}
	return marshal(out)
}

// marshal is json.Marshal without the escapes that only HTML needs.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// UnmarshalJSON reads what MarshalJSON writes. An operation of another name is an error that names it.
func (tx *Tx) UnmarshalJSON(data []byte) error {
	var in []opJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	out := make(Tx, 0, len(in))
	for i, j := range in {
		op, err := j.op()
		if err != nil {
			return fmt.Errorf("operation %d: %w", i+1, err)
		}
		out = append(out, op)
	}
	*tx = out
	return nil
}

func (j opJSON) op() (Op, error) {
	need := func(has bool, field string) error {
		if has {
			return nil
		}
		return fmt.Errorf("%s: field %q is missing", j.Op, field)
	}
	ends := func(from, to any) error {
		if err := need(j.From != nil, "from"); err != nil {
			return err
		}
		if err := json.Unmarshal(j.From, from); err != nil {
			return fmt.Errorf("%s: field %q: %w", j.Op, "from", err)
		}
		if err := need(j.To != nil, "to"); err != nil {
			return err
		}
		if err := json.Unmarshal(j.To, to); err != nil {
			return fmt.Errorf("%s: field %q: %w", j.Op, "to", err)
		}
		return nil
	}
	switch j.Op {
	case opAddSpan, opRemoveSpan:
		if err := need(j.Span != nil, "span"); err != nil {
			return nil, err
		}
		if j.Op == opAddSpan {
			return AddSpan{*j.Span}, nil
		}
		return RemoveSpan{*j.Span}, nil
	case opAddRelation, opRemoveRelation:
		if err := need(j.Relation != nil, "relation"); err != nil {
			return nil, err
		}
		if j.Op == opAddRelation {
			return AddRelation{*j.Relation}, nil
		}
		return RemoveRelation{*j.Relation}, nil
	case opMoveSpan:
		o := MoveSpan{ID: j.ID}
		err := ends(&o.From, &o.To)
		return o, err
	case opRelabel:
		o := Relabel{ID: j.ID}
		err := ends(&o.From, &o.To)
		return o, err
	case opSetAttr:
		o := SetAttr{ID: j.ID, Name: j.Name}
		if err := need(o.Name != "", "name"); err != nil {
			return nil, err
		}
		err := ends(&o.From, &o.To)
		return o, err
	case "":
		return nil, fmt.Errorf(`field "op" is missing`)
	}
	return nil, fmt.Errorf("unknown operation %q: this file was written by a newer Galley", j.Op)
}
