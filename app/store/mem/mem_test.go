package mem_test

import (
	"testing"

	"galley/app/editor"
	"galley/app/store/mem"
	"galley/app/store/storetest"
)

func TestStore(t *testing.T) {
	stores := map[string]*mem.Store{}
	storetest.Run(t, func(t *testing.T) editor.Journals {
		if stores[t.Name()] == nil {
			stores[t.Name()] = &mem.Store{}
		}
		return stores[t.Name()]
	})
}
