package engine

import (
	"math/big"
	"reflect"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"

	"galley/annotate/rules"
)

// Names that a script cannot write, so that nothing it does can hide or change what the engine put there.
const (
	tickName   = "%tick"   // charges for turns of loops and calls
	countName  = "%n"      // how many since the last charge, 0 to tickEvery-1
	regexpName = "%regexp" // makes the regular expression of a literal
	joinedName = "%joined" // charges for a string that was put together
	spreadName = "%spread" // charges for a list that is laid out
	chainName  = "%chain"  // charges for a class that extends another
)

// instruments are the functions among them.
var instruments = []string{tickName, regexpName, joinedName, spreadName, chainName}

// tickEvery is how many turns go uncounted at most. It is small: below 256 Go makes no object of a number.
const tickEvery = 128

// An instrument rewrites the program of a rule.
type instrument struct {
	src     rules.Source
	file    *file.File
	regexps []*pattern
	stop    *rules.Stop
}

// wrap returns the program as one function that returns what it exports, with the counter in every loop and function,
// strings put together and lists laid out charged for, and regular expressions replaced by ours.
func wrap(src rules.Source, p *ast.Program, exports []string) (*ast.Program, []*pattern, error) {
	in := &instrument{src: src, file: p.File}
	in.list(reflect.ValueOf(&p.Body).Elem())
	if in.stop != nil {
		return nil, nil, in.stop
	}
	var values []ast.Property
	for _, name := range exports {
		values = append(values, &ast.PropertyShort{Name: ast.Identifier{Name: unistring.String(name)}})
	}
	// Identifiers that the parser made may be escaped; a name that no declaration has is an error when it is run.
	counter := &ast.LexicalDeclaration{Token: token.LET, List: []*ast.Binding{{
		Target: &ast.Identifier{Name: countName}, Initializer: number(0),
	}}}
	body := append([]ast.Statement{counter}, p.Body...)
	body = append(body, &ast.ReturnStatement{Argument: &ast.ObjectLiteral{Value: values}})
	whole := &ast.FunctionLiteral{
		ParameterList:   &ast.ParameterList{},
		Body:            &ast.BlockStatement{List: body},
		DeclarationList: p.DeclarationList,
	}
	return &ast.Program{Body: []ast.Statement{&ast.ExpressionStatement{Expression: whole}}, File: p.File}, in.regexps, nil
}

func number(n int64) *ast.NumberLiteral { return &ast.NumberLiteral{Value: n} }

func call(name string, at file.Idx, args ...ast.Expression) *ast.CallExpression {
	return &ast.CallExpression{
		Callee:          &ast.Identifier{Name: unistring.String(name), Idx: at},
		LeftParenthesis: at, ArgumentList: args, RightParenthesis: at,
	}
}

// tick is (%n = (%n + 1) & 127) || %tick().
func tick(at file.Idx) ast.Expression {
	n := func() *ast.Identifier { return &ast.Identifier{Name: countName, Idx: at} }
	next := &ast.BinaryExpression{
		Operator: token.AND,
		Left:     &ast.BinaryExpression{Operator: token.PLUS, Left: n(), Right: number(1)},
		Right:    number(tickEvery - 1),
	}
	return &ast.BinaryExpression{
		Operator: token.LOGICAL_OR,
		Left:     &ast.AssignExpression{Operator: token.ASSIGN, Left: n(), Right: next},
		Right:    call(tickName, at),
	}
}

func ticking(at file.Idx) ast.Statement { return &ast.ExpressionStatement{Expression: tick(at)} }

func (in *instrument) refuse(at file.Idx, format string, args ...any) {
	if in.stop == nil {
		in.stop = stopAt(in.src, in.file.Position(int(at)-in.file.Base()), format, args...)
	}
}

// list walks a slice of nodes.
func (in *instrument) list(v reflect.Value) {
	for i := range v.Len() {
		in.value(v.Index(i))
	}
}

var (
	nodeType       = reflect.TypeFor[ast.Node]()
	expressionType = reflect.TypeFor[ast.Expression]()
)

// value walks whatever may hold nodes, and puts what replaces an expression in its place.
func (in *instrument) value(v reflect.Value) {
	if in.stop != nil {
		return
	}
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			return
		}
		in.value(v.Elem())
		if x, ok := v.Interface().(ast.Expression); ok && expressionType.AssignableTo(v.Type()) {
			if y := in.replaced(x); y != x {
				v.Set(reflect.ValueOf(y))
			}
		}
	case reflect.Pointer:
		if v.IsNil() || v.Type().Elem().Kind() != reflect.Struct || !v.Type().Implements(nodeType) {
			return
		}
		in.fields(v.Elem())
		in.node(v.Interface())
	case reflect.Struct:
		in.fields(v)
	case reflect.Slice:
		in.list(v)
	}
}

// fields walks what a node holds, but not lists of declarations: they name nodes of the tree once more.
func (in *instrument) fields(v reflect.Value) {
	for i := range v.NumField() {
		if name := v.Type().Field(i).Name; name != "DeclarationList" && name != "File" {
			in.value(v.Field(i))
		}
	}
}

// node changes a node whose parts were walked.
func (in *instrument) node(n any) {
	switch n := n.(type) {
	case *ast.ForStatement:
		n.Body = turning(n.Body, n.For)
	case *ast.ForInStatement:
		n.Body = turning(n.Body, n.For)
	case *ast.ForOfStatement:
		n.Body = turning(n.Body, n.For)
	case *ast.WhileStatement:
		n.Body = turning(n.Body, n.While)
	case *ast.DoWhileStatement:
		n.Body = turning(n.Body, n.Do)
	case *ast.FunctionLiteral:
		if n.Async {
			in.refuse(n.Function, "a rule runs from top to bottom: async and await are not available")
		}
		if n.Generator {
			// goja runs generators within generators by recursion that its limit on calls does not see.
			in.refuse(n.Function, "generators are not available: build a list and return it")
		}
		entering(n.Body, n.Function)
	case *ast.ArrowFunctionLiteral:
		if n.Async {
			in.refuse(n.Start, "a rule runs from top to bottom: async and await are not available")
		}
		switch body := n.Body.(type) {
		case *ast.BlockStatement:
			entering(body, n.Start)
		case *ast.ExpressionBody:
			body.Expression = &ast.SequenceExpression{Sequence: []ast.Expression{tick(n.Start), body.Expression}}
		}
	case *ast.ClassLiteral:
		if n.SuperClass != nil {
			n.SuperClass = call(chainName, n.SuperClass.Idx0(), n.SuperClass)
		}
	case *ast.SpreadElement:
		n.Expression = call(spreadName, n.Expression.Idx0(), n.Expression)
	case *ast.PropertyKeyed:
		if s, ok := n.Key.(*ast.StringLiteral); ok && !n.Computed && s.Value == "__proto__" {
			in.refuse(s.Idx, "__proto__ is not available: prototypes stay as they are")
		}
	}
}

// turning is the body of a loop with the counter in front.
func turning(body ast.Statement, at file.Idx) ast.Statement {
	return &ast.BlockStatement{LeftBrace: at, List: []ast.Statement{ticking(at), body}, RightBrace: at}
}

// entering puts the counter behind the directives of a function.
func entering(body *ast.BlockStatement, at file.Idx) {
	i := 0
	for i < len(body.List) {
		s, ok := body.List[i].(*ast.ExpressionStatement)
		if !ok {
			break
		}
		if _, ok := s.Expression.(*ast.StringLiteral); !ok {
			break
		}
		i++
	}
	list := make([]ast.Statement, 0, len(body.List)+1)
	list = append(append(list, body.List[:i]...), ticking(at))
	body.List = append(list, body.List[i:]...)
}

// replaced returns what stands for x, whose parts were walked.
func (in *instrument) replaced(x ast.Expression) ast.Expression {
	switch x := x.(type) {
	case *ast.NumberLiteral:
		if _, ok := x.Value.(*big.Int); ok {
			in.refuse(x.Idx, "large whole numbers (10n) are not available: their sums can take time without end")
		}
	case *ast.RegExpLiteral:
		p, err := compile(x.Pattern, x.Flags)
		if err != nil {
			in.refuse(x.Idx, "%v", err)
			return x
		}
		in.regexps = append(in.regexps, p)
		return call(regexpName, x.Idx, number(int64(len(in.regexps)-1)))
	case *ast.BinaryExpression:
		if x.Operator == token.PLUS && mayBeText(x.Left) && mayBeText(x.Right) {
			return call(joinedName, x.Idx0(), x)
		}
	case *ast.AssignExpression:
		// goja's parser makes a += b the operator PLUS; the place is charged after it holds the sum.
		if x.Operator == token.PLUS && mayBeText(x.Right) {
			return call(joinedName, x.Idx0(), x)
		}
	case *ast.TemplateLiteral:
		if x.Tag == nil && len(x.Expressions) > 0 {
			return call(joinedName, x.OpenQuote, x)
		}
	}
	return x
}

// mayBeText reports whether x could be a string long enough to be charged for.
func mayBeText(x ast.Expression) bool {
	switch x := x.(type) {
	case *ast.NumberLiteral:
		return false
	case *ast.StringLiteral:
		return true
	case *ast.CallExpression: // a sum within a sum is charged for by itself, and may be a string
		return true
	case *ast.UnaryExpression:
		return x.Operator == token.TYPEOF
	}
	return true
}
