package pdf

const (
	// maxCachedBytes bounds the objects held, counted in bytes of the file; in
	// memory they are some ten times larger.
	maxCachedBytes = 1 << 20
	maxCached      = 4096
	// objectCost is added for each object, so that many small ones count too.
	objectCost = 64
)

// objectCache holds the objects read last, the oldest given up first.
type objectCache struct {
	m     map[Ref]cached
	queue []Ref
	bytes int
}

type cached struct {
	o    Object
	cost int
}

func (c *objectCache) get(r Ref) (Object, bool) {
	e, ok := c.m[r]
	return e.o, ok
}

func (c *objectCache) put(r Ref, o Object, cost int) {
	cost += objectCost
	if _, ok := c.m[r]; ok || cost > maxCachedBytes/2 {
		return
	}
	for len(c.queue) > 0 && (c.bytes+cost > maxCachedBytes || len(c.m) >= maxCached) {
		old := c.queue[0]
		c.queue = c.queue[1:]
		c.bytes -= c.m[old].cost
		delete(c.m, old)
	}
	if c.m == nil {
		c.m = map[Ref]cached{}
	}
	c.m[r] = cached{o, cost}
	c.queue = append(c.queue, r)
	c.bytes += cost
}

const maxPackBytes = 24 << 20

// packCache holds the object streams decoded last.
type packCache struct {
	list  []*pack // newest last
	bytes int
}

func (c *packCache) get(key packKey) *pack {
	for i, p := range c.list {
		if p.key == key {
			copy(c.list[i:], c.list[i+1:])
			c.list[len(c.list)-1] = p
			return p
		}
	}
	return nil
}

func (c *packCache) put(p *pack) {
	for len(c.list) > 0 && (c.bytes+len(p.data) > maxPackBytes || len(c.list) >= 32) {
		c.bytes -= len(c.list[0].data)
		c.list[0] = nil
		c.list = c.list[1:]
	}
	c.list = append(c.list, p)
	c.bytes += len(p.data)
}
