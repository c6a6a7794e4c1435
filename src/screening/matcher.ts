/**
 * Finds many short words in a sequence of 16-bit codes.
 *
 * A direct table on the first code rejects nearly every position with one look-up; what is left walks a trie whose edges
 * lie in one open-addressing hash table. Words are short (at most 24 codes), so the walk is bounded and the whole scan
 * linear in the length of the text.
 */
export type Matcher = {
  /** Calls `onHit` for every occurrence of every word, overlaps included. */
  scan: (codes: Uint16Array, length: number, onHit: (word: number, start: number, end: number) => void) => void
}

const MAX_WORD = 24

const EMPTY = -1

type Edges = { keys: Int32Array; targets: Int32Array; mask: number }

const slotOf = (key: number, mask: number): number => (Math.imul(key, 0x9e3779b1) >>> 7) & mask

const findEdge = (edges: Edges, key: number): number => {
  let slot = slotOf(key, edges.mask)
  while (edges.keys[slot] !== EMPTY) {
    if (edges.keys[slot] === key) return edges.targets[slot] ?? EMPTY
    slot = (slot + 1) & edges.mask
  }
  return EMPTY
}

/**
 * Builds a matcher.
 *
 * @param words the words as sequences of codes between 1 and 65535; empty ones are ignored
 * @throws RangeError when a word is longer than 24 codes or the trie has more than 32,767 x 1,024 edges
 */
export const buildMatcher = (words: readonly (readonly number[])[]): Matcher => {
  const children: Map<number, number>[] = [new Map()]
  const endsAt: number[][] = [[]]
  words.forEach((word, id) => {
    if (word.length === 0) return
    if (word.length > MAX_WORD) throw new RangeError(`a word may have at most ${MAX_WORD} characters`)
    let node = 0
    for (const code of word) {
      const known = children[node]?.get(code)
      if (known !== undefined) {
        node = known
        continue
      }
      children[node]?.set(code, children.length)
      node = children.length
      children.push(new Map())
      endsAt.push([])
    }
    endsAt[node]?.push(id)
  })

  const denseOf = new Uint16Array(65536)
  let dense = 0
  for (const edges of children) {
    for (const code of edges.keys()) if (denseOf[code] === 0) denseOf[code] = ++dense
  }
  const width = dense + 1
  if (children.length * width > 0x7fffffff) throw new RangeError('too many words for one matcher')

  const first = new Int32Array(65536).fill(EMPTY)
  let size = 16
  while (size < children.length * 2) size *= 2
  const edges: Edges = { keys: new Int32Array(size).fill(EMPTY), targets: new Int32Array(size), mask: size - 1 }
  children.forEach((next, node) => {
    for (const [code, target] of next) {
      if (node === 0) {
        first[code] = target
        continue
      }
      const key = node * width + (denseOf[code] ?? 0)
      let slot = slotOf(key, edges.mask)
      while (edges.keys[slot] !== EMPTY) slot = (slot + 1) & edges.mask
      edges.keys[slot] = key
      edges.targets[slot] = target
    }
  })

  return {
    scan: (codes, length, onHit) => {
      for (let start = 0; start < length; start++) {
        let node = first[codes[start] ?? 0] ?? EMPTY
        let at = start + 1
        while (node !== EMPTY) {
          const ends = endsAt[node]
          if (ends !== undefined) for (const word of ends) onHit(word, start, at)
          const code = at < length ? (denseOf[codes[at] ?? 0] ?? 0) : 0
          node = code === 0 ? EMPTY : findEdge(edges, node * width + code)
          at++
        }
      }
    },
  }
}
