package engine

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"

	"galley/annotate/rules"
)

// What a file's text may not pass before it is parsed: the parser takes time and stack for every bracket inside a bracket.
const (
	maxNesting = 60  // brackets, or operators without anything between them
	maxExports = 100 // in one file
)

// stopAt is a stop at a place of a file that cannot be read as a rule.
func stopAt(src rules.Source, at file.Position, format string, args ...any) *rules.Stop {
	return &rules.Stop{Kind: rules.Broken, Place: rules.Place{File: src.Name, Line: at.Line, Column: column(src.Code, at)}, Text: fmt.Sprintf(format, args...)}
}

// parse reads a rule file. The program has no "export" left in it; the names that stood behind one come with it.
func parse(src rules.Source, limit int) (*ast.Program, []string, error) {
	broken := func(line int, format string, args ...any) error {
		return &rules.Stop{Kind: rules.Broken, Place: rules.Place{File: src.Name, Line: line}, Text: fmt.Sprintf(format, args...)}
	}
	code := src.Code
	if len(code) > limit {
		return nil, nil, broken(0, "the file has %d bytes, more than %d: a rule is small; cut it into several", len(code), limit)
	}
	if !utf8.ValidString(code) {
		return nil, nil, broken(0, "the file is not UTF-8: save it as UTF-8")
	}
	if line := tooDeep(code); line > 0 {
		return nil, nil, broken(line, "brackets or operators are nested more than %d deep: give the inner part a name", maxNesting)
	}
	var names []string
	for {
		program, err := parser.ParseFile(nil, src.Name, code, 0, parser.WithDisableSourceMaps)
		if err == nil {
			return program, names, nil
		}
		list, ok := errors.AsType[parser.ErrorList](err)
		if !ok || len(list) == 0 {
			return nil, nil, broken(0, "%v", err)
		}
		first := list[0]
		next, name, ok := withoutExport(code, first.Position)
		if !ok || len(names) == maxExports {
			return nil, nil, stopAt(src, first.Position, "%s", explain(first.Message, wordAt(code, first.Position)))
		}
		code = next
		if name != "" {
			names = append(names, name)
		}
	}
}

// offsetOf returns where in code a position lies, in bytes, which goja's columns count.
func offsetOf(code string, p file.Position) int {
	at := 0
	for line := 1; line < p.Line; line++ {
		i := strings.IndexByte(code[at:], '\n')
		if i < 0 {
			return len(code)
		}
		at += i + 1
	}
	return min(at+max(p.Column-1, 0), len(code))
}

// column returns the column of a position in code points, as people count.
func column(code string, p file.Position) int {
	at := offsetOf(code, p)
	return utf8.RuneCountInString(code[strings.LastIndexByte(code[:at], '\n')+1:at]) + 1
}

func wordAt(code string, p file.Position) string {
	s := code[offsetOf(code, p):]
	end := strings.IndexFunc(s, func(r rune) bool { return !(r >= 'a' && r <= 'z') })
	if end < 0 {
		end = len(s)
	}
	return s[:end]
}

const export = "export"

// withoutExport returns code with the "export" at p blanked out, and the name that it exports. goja does not know modules;
// the parser's complaint says for certain that the word stands where a statement begins or makes no sense.
func withoutExport(code string, p file.Position) (next, name string, ok bool) {
	at := offsetOf(code, p)
	rest, ok := strings.CutPrefix(code[at:], export)
	before := strings.TrimSpace(code[strings.LastIndexByte(code[:at], '\n')+1 : at])
	if !ok || before != "" && !strings.ContainsAny(before[len(before)-1:], ";}/") {
		return "", "", false
	}
	words := strings.FieldsFunc(rest[:min(len(rest), 200)], func(r rune) bool { return strings.ContainsRune(" \t\n\r=({;*", r) })
	if len(words) < 2 {
		return "", "", false
	}
	switch words[0] {
	case "const", "let", "var", "function", "class":
		name = words[1]
	default:
		return "", "", false
	}
	return code[:at] + strings.Repeat(" ", len(export)) + rest, name, true
}

// explain puts what the parser says into words that help.
func explain(message, word string) string {
	switch word {
	case "import":
		return "a rule is one file: import is not available"
	case export:
		return "write export before const, function or class, at the start of a statement"
	case "await", "async":
		return "a rule runs from top to bottom: async and await are not available"
	}
	return strings.ToLower(message[:min(1, len(message))]) + message[min(1, len(message)):]
}

// tooDeep returns the line where brackets, or operators in a row, are nested too deep, or 0. It reads roughly: a bracket
// in a regular expression counts as one, which is why the limit is on depth that no hand writes.
func tooDeep(code string) int {
	depth, chain, line := 0, 0, 1
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '\n':
			line++
		case '/':
			if i+1 < len(code) && code[i+1] == '/' {
				if n := strings.IndexByte(code[i:], '\n'); n >= 0 {
					i += n - 1
					continue
				}
				return 0
			}
			if i+1 < len(code) && code[i+1] == '*' {
				if n := strings.Index(code[i+2:], "*/"); n >= 0 {
					line += strings.Count(code[i:i+n+4], "\n")
					i += n + 3
					continue
				}
			}
			chain++
		case '"', '\'':
			for i++; i < len(code) && code[i] != c && code[i] != '\n'; i++ {
				if code[i] == '\\' {
					i++
				}
			}
			if i < len(code) && code[i] == '\n' {
				i--
			}
		case '\\':
			i++
		case '(', '[', '{':
			depth++
			chain = 0
		case ')', ']', '}':
			depth = max(depth-1, 0)
			chain = 0
		case ';', ',':
			chain = 0
		case '!', '~', '+', '-', '=', '?', '*', '<', '>', '&', '|', '^', '%':
			chain++
		}
		if depth > maxNesting || chain > 10*maxNesting {
			return line
		}
	}
	return 0
}
