package file

import (
	"sync"

	"limner/warehouse"
)

// pool lends batches, so that their memory is used again.
type pool struct{ p sync.Pool }

func (p *pool) get() *warehouse.Batch {
	if b, ok := p.p.Get().(*warehouse.Batch); ok {
		return b
	}
	return new(warehouse.Batch)
}

func (p *pool) put(b *warehouse.Batch) {
	b.Reset()
	p.p.Put(b)
}
