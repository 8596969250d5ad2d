package export

import "io"

type Sink interface {
	Create(name string) (io.WriteCloser, error)
}
