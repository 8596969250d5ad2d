// Package ui draws the desk with go-app: one component a file, each a plain function of what the editor shows. Components
// hold no logic; what people press becomes an [editor.Msg].
//
// Two things about go-app shape this package. A child component is drawn again only when an exported field of it differs
// deeply, so each holds one small view value and nothing else that is exported. And a handler is compared by its code
// alone, so every handler that means something particular carries an EventScope that says what ([act]).
//
// The article itself is not drawn here: [sheetMount] is an empty element that web/sheet.js fills.
package ui
