package file

func (b *builder) calls(in block) {}
