package stats

import (
	"encoding/json"
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// leafGini is the weighted Gini index over the leaves.
func leafGini(t Tree) float64 {
	var sum, all float64
	for _, r := range t.Rules() {
		var n int
		for _, c := range r.Counts {
			n += c
		}
		sum += float64(n) - purity(r.Counts, n)
		all += float64(n)
	}
	return sum / all
}

// madeUp returns 400 rows of three columns, values in steps of 1/50, and a noisy rule over
// them, by a generator that is three lines in any language (Lehmer, 16807 mod 2³¹-1, seed 12345).
func madeUp() (columns [][]float64, class []int32) {
	s := 12345
	u := func() float64 { s = s * 16807 % (1<<31 - 1); return float64(s) / (1<<31 - 1) }
	const n = 400
	columns = [][]float64{make([]float64, n), make([]float64, n), make([]float64, n)}
	for i := range n {
		for j := range 3 {
			columns[j][i] = math.Floor(u()*50) / 50
		}
	}
	class = make([]int32, n)
	for i := range class {
		if (columns[0][i] > .6 && columns[1][i] < .7) || columns[2][i] > .9 {
			class[i] = 1
		}
		if u() < .1 {
			class[i] = 1 - class[i]
		}
	}
	return columns, class
}

func TestTreeMatchesScikitLearn(t *testing.T) {
	columns, class := madeUp()
	tree, err := GrowTree(columns, class, 2, TreeOptions{MaxDepth: 3, MinLeaf: 10})
	if err != nil {
		t.Fatal(err)
	}
	// t = DecisionTreeClassifier(max_depth=3, min_samples_leaf=10).fit(X, y), the Gini index of
	// t.tree_'s leaves; root and its children t.tree_.feature, .threshold
	near(t, "Gini", leafGini(tree), 0.1962826388888889, 1e-12)
	root := tree.Nodes[0]
	if root.Feature != 0 || tree.Nodes[root.Left].Feature != 2 || tree.Nodes[root.Right].Feature != 1 {
		t.Errorf("questions %+v", tree.Nodes)
	}
	near(t, "root", float64(root.Threshold), 0.71, 1e-9)
	near(t, "left", float64(tree.Nodes[root.Left].Threshold), 0.91, 1e-9)
	near(t, "right", float64(tree.Nodes[root.Right].Threshold), 0.69, 1e-9)
}

func TestTreeFindsWhatMissingMeans(t *testing.T) {
	// Missing is the signal: class 1 exactly where the value is absent.
	x, class := make([]float64, 60), make([]int32, 60)
	for i := range x {
		x[i] = float64(i % 7)
		if i%3 == 0 {
			x[i], class[i] = math.NaN(), 1
		}
	}
	tree, err := GrowTree([][]float64{x}, class, 2, TreeOptions{MaxDepth: 2, MinLeaf: 5})
	if err != nil {
		t.Fatal(err)
	}
	if g := leafGini(tree); g != 0 || tree.Predict([]float64{math.NaN()}) != 1 || tree.Predict([]float64{1e9}) != 0 {
		t.Errorf("Gini %v, tree %+v", g, tree)
	}
	b, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	var back Tree
	if err := json.Unmarshal(b, &back); err != nil || !reflect.DeepEqual(tree, back) {
		t.Errorf("JSON %s came back as %+v (%v)", b, back, err)
	}
}

func TestTreeRefuses(t *testing.T) {
	one := [][]float64{{1, 2}}
	for what, err := range map[string]error{
		"class out of range": second(GrowTree(one, []int32{0, 2}, 2, TreeOptions{1, 1})),
		"unequal lengths":    second(GrowTree(one, []int32{0}, 2, TreeOptions{1, 1})),
		"no depth":           second(GrowTree(one, []int32{0, 1}, 2, TreeOptions{0, 1})),
	} {
		if err == nil {
			t.Errorf("%s: no error", what)
		}
	}
	tree, err := GrowTree(one, []int32{0, 1}, 2, TreeOptions{3, 2})
	if err != nil || len(tree.Nodes) != 1 {
		t.Errorf("too few rows to split: %+v %v", tree, err)
	}
}

func second(_ Tree, err error) error { return err }

func TestTreeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 60).Draw(t, "n")
		value := rapid.OneOf(rapid.Just(math.NaN()), rapid.Float64Range(-3, 3), rapid.Map(rapid.IntRange(0, 3), func(i int) float64 { return float64(i) }))
		columns := make([][]float64, 3)
		for j := range columns {
			columns[j] = rapid.SliceOfN(value, n, n).Draw(t, "column")
		}
		class := rapid.SliceOfN(rapid.Int32Range(0, 2), n, n).Draw(t, "class")
		opt := TreeOptions{MaxDepth: rapid.IntRange(1, 4).Draw(t, "depth"), MinLeaf: rapid.IntRange(1, 5).Draw(t, "leaf")}
		tree, err := GrowTree(columns, class, 3, opt)
		if err != nil {
			t.Fatal(err)
		}
		counts := map[int][]int{}
		for i := range n {
			row := []float64{columns[0][i], columns[1][i], columns[2][i]}
			leaf := tree.Leaf(row)
			if counts[leaf] == nil {
				counts[leaf] = make([]int, 3)
			}
			counts[leaf][class[i]]++
			if met := meets(tree, row); met != leaf {
				t.Fatalf("row %v falls into leaf %d but meets the rule of %d", row, leaf, met)
			}
		}
		for _, r := range tree.Rules() {
			if !reflect.DeepEqual(r.Counts, counts[r.Node]) {
				t.Fatalf("leaf %d says %v, rows say %v", r.Node, r.Counts, counts[r.Node])
			}
			if got := r.Counts[0] + r.Counts[1] + r.Counts[2]; len(tree.Nodes) > 1 && got < opt.MinLeaf {
				t.Fatalf("leaf of %d", got)
			}
			if len(r.Conditions) > opt.MaxDepth {
				t.Fatalf("rule of %d conditions", len(r.Conditions))
			}
		}
	})
}

// meets returns the node of the one rule that row meets, -1 when none or several do.
func meets(tree Tree, row []float64) int {
	met := -1
	for _, r := range tree.Rules() {
		all := true
		for _, c := range r.Conditions {
			all = all && c.Holds(row[c.Feature])
		}
		if all && met >= 0 {
			return -1
		}
		if all {
			met = r.Node
		}
	}
	return met
}

func BenchmarkGrowTree(b *testing.B) {
	const n = 200_000
	r := Rand(1)
	columns := make([][]float64, 8)
	for j := range columns {
		columns[j] = make([]float64, n)
		for i := range columns[j] {
			columns[j][i] = r.NormFloat64()
		}
	}
	class := make([]int32, n)
	for i := range class {
		if columns[0][i]+columns[1][i] > 1 {
			class[i] = 1
		}
	}
	for b.Loop() {
		if _, err := GrowTree(columns, class, 2, TreeOptions{MaxDepth: 4, MinLeaf: 100}); err != nil {
			b.Fatal(err)
		}
	}
}
