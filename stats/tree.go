package stats

import (
	"fmt"
	"math"
)

// A Tree sorts things into classes by a few comparisons that can be read aloud: a
// classification tree grown by the Gini index (Breiman, Friedman, Olshen & Stone 1984,
// §4.3). It is a plain value and keeps its meaning through JSON.
type Tree struct {
	// Nodes holds the root first; a child always stands after its parent.
	Nodes []Node `json:"nodes"`
}

// A Node is a question or, when Left is 0, a leaf.
type Node struct {
	// Feature is the column asked about. Values ≤ Threshold go Left, greater ones Right; a
	// Threshold of +Inf asks only whether the value is there.
	Feature   int   `json:"feature"`
	Threshold Bound `json:"threshold"`
	Left      int   `json:"left,omitempty"`
	Right     int   `json:"right,omitempty"`
	// MissingLeft says where a missing value (NaN) goes: to the side that told the classes
	// apart better in training or, if none was missing there, to the larger side.
	MissingLeft bool `json:"missing_left,omitempty"`
	// Counts holds the training rows of each class, Class the most frequent one, the lowest
	// of equals.
	Counts []int `json:"counts"`
	Class  int   `json:"class"`
}

// TreeOptions limits the growth of a tree.
type TreeOptions struct {
	MaxDepth int // questions from root to leaf, at least 1; 3 or 4 can still be read aloud
	MinLeaf  int // training rows that every leaf must hold, at least 1
}

// GrowTree grows a tree that tells apart the classes 0..classes-1.
//
// columns are the features, each with one value a row, NaN where missing; class holds one
// class a row. Columns with more than 255 distinct values are cut at 255 equal shares of
// (at most a hundred thousand of) the rows, others between any two neighbouring values. Of
// equal splits the first column's lowest wins, so that the tree is a function of its input.
// The cost is O(rows · columns · depth).
func GrowTree(columns [][]float64, class []int32, classes int, opt TreeOptions) (Tree, error) {
	if err := checkTree(columns, class, classes, opt); err != nil {
		return Tree{}, err
	}
	g := grower{class: class, classes: classes, opt: opt, rows: make([]int32, len(class))}
	for _, c := range columns {
		g.columns = append(g.columns, binColumn(c))
	}
	for i := range g.rows {
		g.rows[i] = int32(i)
	}
	g.grow(0, len(g.rows), 0)
	return Tree{Nodes: g.nodes}, nil
}

func checkTree(columns [][]float64, class []int32, classes int, opt TreeOptions) error {
	if opt.MaxDepth < 1 || opt.MinLeaf < 1 {
		return fmt.Errorf("tree: depth %d and leaf size %d must be at least 1", opt.MaxDepth, opt.MinLeaf)
	}
	if len(class) > math.MaxInt32 {
		return fmt.Errorf("tree: %d rows are more than a tree can hold", len(class))
	}
	for j, c := range columns {
		if len(c) != len(class) {
			return fmt.Errorf("tree: column %d has %d rows, the classes %d", j, len(c), len(class))
		}
	}
	for i, c := range class {
		if c < 0 || int(c) >= classes {
			return fmt.Errorf("tree: row %d has class %d of %d", i, c, classes)
		}
	}
	return nil
}

// Leaf returns the index in Nodes of the leaf that row, one value a column, falls into.
func (t Tree) Leaf(row []float64) int {
	at := 0
	for t.Nodes[at].Left != 0 {
		n := &t.Nodes[at]
		x := row[n.Feature]
		if x <= float64(n.Threshold) || (n.MissingLeft && math.IsNaN(x)) {
			at = n.Left
		} else {
			at = n.Right
		}
	}
	return at
}

// Predict returns the most frequent class of the leaf that row falls into.
func (t Tree) Predict(row []float64) int { return t.Nodes[t.Leaf(row)].Class }

// A Condition is one comparison on the way to a leaf: the value of Feature lies in
// (Above, UpTo], or is missing and Missing is true.
type Condition struct {
	Feature int   `json:"feature"`
	Above   Bound `json:"above"`
	UpTo    Bound `json:"up_to"`
	Missing bool  `json:"missing,omitempty"`
}

// Holds reports whether x meets the condition.
func (c Condition) Holds(x float64) bool {
	if math.IsNaN(x) {
		return c.Missing
	}
	return x > float64(c.Above) && x <= float64(c.UpTo)
}

// A Rule is the way to one leaf, every feature named once.
type Rule struct {
	Node       int         `json:"node"`
	Conditions []Condition `json:"conditions"`
	Counts     []int       `json:"counts"`
	Class      int         `json:"class"`
}

// Rules returns one rule for each leaf, left to right. A row meets exactly one of them, the
// one of its [Tree.Leaf].
func (t Tree) Rules() []Rule {
	var rules []Rule
	t.walk(0, nil, &rules)
	return rules
}

func (t Tree) walk(at int, path []Condition, rules *[]Rule) {
	n := t.Nodes[at]
	if n.Left == 0 {
		*rules = append(*rules, Rule{Node: at, Conditions: path, Counts: n.Counts, Class: n.Class})
		return
	}
	inf := Bound(math.Inf(1))
	t.walk(n.Left, narrow(path, Condition{n.Feature, -inf, n.Threshold, n.MissingLeft}), rules)
	t.walk(n.Right, narrow(path, Condition{n.Feature, n.Threshold, inf, !n.MissingLeft}), rules)
}

// narrow returns a copy of path with c met as well.
func narrow(path []Condition, c Condition) []Condition {
	out := append([]Condition(nil), path...)
	for i, p := range out {
		if p.Feature == c.Feature {
			out[i] = Condition{c.Feature, max(p.Above, c.Above), min(p.UpTo, c.UpTo), p.Missing && c.Missing}
			return out
		}
	}
	return append(out, c)
}
