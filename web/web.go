// Package web holds what the desk is served from: style sheets, typefaces, icons, scripts, sample articles and, under
// dist, the wasm binaries that `make build` puts there. It knows nothing of what is done with them: package
// server lays them out under their addresses.
package web

import "embed"

// FS is the folder as it was when this binary was built. dist is empty but for a placeholder until `make build`, or
// `make run`, has filled it. Names that begin with a dot are not for serving.
//
//go:embed *.js *.css *.html all:dist all:css all:fonts all:icons all:samples
var FS embed.FS
