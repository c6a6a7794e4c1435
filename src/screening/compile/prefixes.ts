import type { Node } from './syntax.ts'

/** More strings than this are not listed: the prefix ends with the first units of the part that would make so many. */
const MAX_PREFIXES = 600

/** Longer prefixes are no rarer in practice. */
const MAX_LENGTH = 6

/** Beginnings of what a node matches: `open` ones are all of it, so that what follows may be appended. */
type Beginnings = { open: string[]; closed: string[] }

const append = (heads: readonly string[], tails: readonly string[]): string[] =>
  heads.flatMap((head) => tails.map((tail) => head + tail))

/** The first units of some beginnings, as many as give a short list; nothing where even single units are too many. */
const shortened = ({ open, closed }: Beginnings, most: number): string[] => {
  for (let size = MAX_LENGTH; size > 0; size--) {
    const heads = new Set([...open, ...closed].map((one) => one.slice(0, size)))
    if (heads.size <= most) return [...heads]
  }
  return ['']
}

const ofSequence = (items: readonly Node[]): Beginnings => {
  let open = ['']
  const closed: string[] = []
  for (const item of items) {
    const next = beginningsOf(item)
    if (open.length * (next.open.length + next.closed.length) + closed.length > MAX_PREFIXES) {
      const room = Math.floor((MAX_PREFIXES - closed.length) / Math.max(1, open.length))
      return { open: [], closed: [...closed, ...append(open, shortened(next, room))] }
    }
    closed.push(...append(open, next.closed))
    open = append(open, next.open)
    if (open.length === 0) break
  }
  return { open, closed }
}

const beginningsOf = (node: Node): Beginnings => {
  switch (node.kind) {
    case 'text':
      return { open: [node.value], closed: [] }
    case 'set':
      return node.all === null ? { open: [], closed: [''] } : { open: node.all, closed: [] }
    case 'sequence':
      return ofSequence(node.items)
    case 'choice': {
      const all = node.options.map(beginningsOf)
      return { open: all.flatMap(({ open }) => open), closed: all.flatMap(({ closed }) => closed) }
    }
    case 'repeat': {
      const inner = beginningsOf(node.item)
      if (node.most === 1) return { open: node.least === 0 ? ['', ...inner.open] : inner.open, closed: inner.closed }
      const some = [...inner.open, ...inner.closed]
      return { open: node.least === 0 ? [''] : [], closed: some }
    }
    case 'look':
      return { open: [''], closed: [] }
    case 'any':
      return { open: [], closed: [''] }
  }
}

/** Drops what begins with another one of the list: the shorter one is found wherever the longer one is. */
const withoutLonger = (prefixes: readonly string[]): string[] => {
  const kept = new Set<string>()
  for (const one of prefixes.toSorted((a, b) => a.length - b.length)) {
    let known = false
    for (let size = 1; size <= one.length && !known; size++) known = kept.has(one.slice(0, size))
    if (!known) kept.add(one)
  }
  return [...kept]
}

/** Strings with one of which every match of the node begins; null when it may begin with anything. */
export const prefixesOf = (node: Node): string[] | null => {
  const { open, closed } = beginningsOf(node)
  const all = [...open, ...closed].map((one) => one.slice(0, MAX_LENGTH))
  return all.length === 0 || all.includes('') ? null : withoutLonger(all)
}
