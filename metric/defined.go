package metric

type defined struct{}
type definedScratch struct{}

func (c *Catalogue) define(y []byte, dict Dictionaries) error { return nil }
func (f *Folder) finishDefined(x []float64, until []int64)    {}
