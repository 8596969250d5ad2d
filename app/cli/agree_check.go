package cli

import (
	"fmt"
	"io"
	"strings"

	"galley/annotate/agreement"
)

// check computes a file of vectors and prints a line for each.
func (d Desk) check(name string, asJSON bool) error {
	f, label, err := d.open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := agreement.Check(f)
	if err != nil {
		return fmt.Errorf("%s: %w", label, err)
	}
	err = d.write("", func(w io.Writer) error {
		if asJSON {
			return writeJSON(w, r)
		}
		return printChecks(w, r)
	})
	if err != nil {
		return err
	}
	if n := len(r.Checks) - r.Passed(); n > 0 {
		return fmt.Errorf("%s: %d of %d vectors were missed", label, n, len(r.Checks))
	}
	return nil
}

func printChecks(w io.Writer, r agreement.CheckReport) error {
	for _, c := range r.Checks {
		outcome := "ok  "
		if !c.Passed {
			outcome = "MISS"
		}
		line := fmt.Sprintf("%s  %s  expected %s  got %s", outcome, c.ID, short(c.Expected), short(c.Got))
		if c.Problem != "" {
			line += "  (" + c.Problem + ")"
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%d of %d vectors as expected\n", r.Passed(), len(r.Checks))
	return err
}

// short writes JSON on one line of at most a hundred characters; --json has the whole.
func short(data []byte) string {
	if len(data) == 0 {
		return "nothing"
	}
	text := []rune(strings.Join(strings.Fields(string(data)), " "))
	if len(text) > 100 {
		return string(text[:99]) + "…"
	}
	return string(text)
}
