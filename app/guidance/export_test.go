package guidance

// Matters lists the facts that a node or one it leads to looks at: two people who are
// alike in them and in their flags are shown the same from there on.
func (n *Node) Matters() map[string]bool {
	m := map[string]bool{}
	seen := map[*Node]bool{}
	var take func(*Node)
	take = func(n *Node) {
		if seen[n] {
			return
		}
		seen[n] = true
		for _, id := range n.Ask {
			m[id] = true
		}
		if d := n.Do; d != nil && d.safe != nil {
			for _, id := range d.safe.Facts() {
				m[id] = true
			}
		}
		for _, w := range n.ways {
			for _, id := range w.when.reads() {
				m[id] = true
			}
			take(w.to)
		}
	}
	take(n)
	return m
}

// Routes is how many ways lead from the start of a path to one of its ends.
func (p *Path) Routes() int {
	to := map[*Node]int{p.Nodes[0]: 1}
	n := 0
	for _, node := range p.Nodes {
		if node.End {
			n += to[node]
		}
		for _, w := range node.ways {
			to[w.to] += to[node]
		}
	}
	return n
}

// Reads lists the facts the condition of a screen looks at.
func (s *Screen) Reads() []string { return s.when.reads() }
