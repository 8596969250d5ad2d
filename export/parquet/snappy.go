package parquet

import (
	"github.com/golang/snappy"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// press is snappy with the same bytes on every machine: the encoder that the library would take presses otherwise in assembly
// than in Go, so that a browser and a command line would write different files of one project.
type press struct{}

func (press) String() string                            { return "SNAPPY" }
func (press) CompressionCodec() format.CompressionCodec { return format.Snappy }
func (press) Encode(dst, src []byte) ([]byte, error)    { return snappy.Encode(dst[:cap(dst)], src), nil }
func (press) Decode(dst, src []byte) ([]byte, error)    { return parquet.Snappy.Decode(dst, src) }
