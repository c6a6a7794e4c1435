/**
 * Finds many short words in a sequence of 16-bit codes.
 *
 * A direct table on the first code rejects nearly every position with one look-up; what is left walks a trie whose
 * edges lie in one open-addressing hash table. Words are short (at most 24 codes), so the walk is bounded and the whole scan
 * linear in the length of the text.
 */
export type Matcher = {
  /** Calls `onHit` for every occurrence of every word, overlaps included. */
  scan: (codes: Uint16Array, length: number, onHit: (word: number, start: number, end: number) => void) => void
}

const MAX_WORD = 24

const NONE = -1

/** Edges of the trie: (node, code) to node, in one table with linear probing. */
type Edges = { nodes: Int32Array; codes: Uint16Array; targets: Int32Array; mask: number }

const slotOf = (node: number, code: number, mask: number): number =>
  (Math.imul(node, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)) >>> 5 & mask

/** Slot of the edge, or the free slot where it belongs. */
const findSlot = ({ nodes, codes, mask }: Edges, node: number, code: number): number => {
  let slot = slotOf(node, code, mask)
  while (nodes[slot] !== NONE && (nodes[slot] !== node || codes[slot] !== code)) slot = (slot + 1) & mask
  return slot
}

const emptyEdges = (words: readonly string[]): Edges => {
  const most = words.reduce((sum, word) => sum + word.length, 0)
  let size = 16
  while (size < most * 2) size *= 2
  return {
    nodes: new Int32Array(size).fill(NONE),
    codes: new Uint16Array(size),
    targets: new Int32Array(size),
    mask: size - 1,
  }
}

/**
 * Builds a matcher.
 *
 * @param words the words; their UTF-16 units are the codes, empty words are ignored
 * @throws RangeError when a word is longer than 24 codes
 */
export const buildMatcher = (words: readonly string[]): Matcher => {
  const edges = emptyEdges(words)
  const first = new Int32Array(65536).fill(NONE)
  const lastWordAt: number[] = [NONE]
  const wordBefore = new Int32Array(words.length).fill(NONE)
  const grow = (): number => lastWordAt.push(NONE) - 1
  words.forEach((word, id) => {
    if (word.length === 0) return
    if (word.length > MAX_WORD) throw new RangeError(`a word may have at most ${MAX_WORD} characters`)
    const lead = word.charCodeAt(0)
    let node = first[lead] ?? NONE
    if (node === NONE) {
      node = grow()
      first[lead] = node
    }
    for (let index = 1; index < word.length; index++) {
      const code = word.charCodeAt(index)
      const slot = findSlot(edges, node, code)
      if (edges.nodes[slot] === NONE) {
        edges.nodes[slot] = node
        edges.codes[slot] = code
        edges.targets[slot] = grow()
      }
      node = edges.targets[slot] ?? NONE
    }
    wordBefore[id] = lastWordAt[node] ?? NONE
    lastWordAt[node] = id
  })
  const lastWord = Int32Array.from(lastWordAt)

  return {
    scan: (codes, length, onHit) => {
      for (let start = 0; start < length; start++) {
        let node = first[codes[start] ?? 0] ?? NONE
        let at = start + 1
        while (node !== NONE) {
          for (let word = lastWord[node] ?? NONE; word !== NONE; word = wordBefore[word] ?? NONE) onHit(word, start, at)
          if (at >= length) break
          const slot = findSlot(edges, node, codes[at] ?? 0)
          node = edges.nodes[slot] === NONE ? NONE : (edges.targets[slot] ?? NONE)
          at++
        }
      }
    },
  }
}
