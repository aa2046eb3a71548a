package metric

// table finds the place of a key in a list: a small open-addressing hash table that is emptied in one
// step, so that a Folder can use it again for every contact.
type table struct {
	slots []slot
	shift uint8
	now   uint32 // slots of another generation are empty
	n     int
}

type slot struct {
	key int64
	gen uint32
	at  int32
}

// clear empties the table.
func (t *table) clear() {
	if t.slots == nil {
		t.slots, t.shift = make([]slot, 16), 60
	}
	t.n = 0
	if t.now++; t.now == 0 { // the generations are used up
		clear(t.slots)
		t.now = 1
	}
}

// find returns the place of a key, or -1.
func (t *table) find(key int64) int {
	mask := len(t.slots) - 1
	for i := t.home(key); t.slots[i].gen == t.now; i = (i + 1) & mask {
		if t.slots[i].key == key {
			return int(t.slots[i].at)
		}
	}
	return -1
}

// put sets the place of a key.
func (t *table) put(key int64, at int) {
	mask := len(t.slots) - 1
	i := t.home(key)
	for ; t.slots[i].gen == t.now; i = (i + 1) & mask {
		if t.slots[i].key == key {
			t.slots[i].at = int32(at)
			return
		}
	}
	t.slots[i] = slot{key: key, gen: t.now, at: int32(at)}
	if t.n++; 2*t.n > len(t.slots) {
		t.grow()
	}
}

// home is where a key is looked for first (Fibonacci hashing).
func (t *table) home(key int64) int {
	return int(uint64(key) * 0x9e3779b97f4a7c15 >> t.shift)
}

func (t *table) grow() {
	old, gen := t.slots, t.now
	*t = table{slots: make([]slot, 2*len(old)), shift: t.shift - 1, now: 1}
	for _, s := range old {
		if s.gen == gen {
			t.put(s.key, int(s.at))
		}
	}
}
