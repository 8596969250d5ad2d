package journal

import (
	"encoding/binary"
	"hash/crc32"
)

// Summed is a snapshot's body with the checksum that it should have.
func Summed(body []byte) []byte {
	return binary.LittleEndian.AppendUint32(body[:len(body):len(body)], crc32.ChecksumIEEE(body))
}
