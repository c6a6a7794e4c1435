import type { Node } from './syntax.ts'

/** More strings than this make a poor anchor. */
const MAX_ANCHORS = 600

const MAX_ANCHOR_LENGTH = 12

/** How rarely an anchor set triggers: long strings are rare, one-character sets common. */
const quality = (anchors: readonly string[]): number => {
  const shortest = Math.min(...anchors.map((one) => one.length))
  return Math.min(shortest, 4) * 1000 - anchors.length
}

/** All strings that the node can be, when they are few; null otherwise. */
export const spell = (node: Node): string[] | null => {
  switch (node.kind) {
    case 'text':
      return [node.value]
    case 'set':
      return node.members
    case 'choice': {
      const all = node.options.map(spell)
      const flat = all.flatMap((one) => one ?? [])
      return all.includes(null) || flat.length > MAX_ANCHORS ? null : flat
    }
    case 'sequence': {
      let strings = ['']
      for (const item of node.items) {
        const next = spell(item)
        if (next === null) return null
        strings = strings.flatMap((head) => next.map((tail) => head + tail))
        if (strings.length > MAX_ANCHORS) return null
      }
      return strings
    }
    case 'repeat': {
      const inner = node.least === 0 ? spell(node.item) : null
      return inner === null ? null : ['', ...inner]
    }
    case 'look':
      return ['']
    case 'any':
      return null
  }
}

const better = (a: string[] | null, b: string[] | null): string[] | null => {
  if (a === null || b === null) return a ?? b
  return quality(a) >= quality(b) ? a : b
}

const usable = (anchors: string[] | null): string[] | null =>
  anchors === null || anchors.length === 0 || anchors.some((one) => one === '') ? null : anchors

/** Strings of which at least one stands in every match of the node, or null when there are none. */
const anchorsIn = (node: Node): string[] | null => {
  const spelled = usable(spell(node))
  if (node.kind === 'choice') {
    const all = node.options.map(anchorsIn)
    if (all.includes(null)) return spelled
    return better(spelled, usable([...new Set(all.flatMap((one) => one ?? []))]))
  }
  if (node.kind === 'repeat') return node.least === 0 ? null : anchorsIn(node.item)
  if (node.kind !== 'sequence') return spelled
  let best = spelled
  for (let from = 0; from < node.items.length; from++) {
    const item = node.items[from]
    if (item !== undefined) best = better(best, anchorsIn(item))
    for (let to = from + 2; to <= node.items.length; to++) {
      const run = spell({ kind: 'sequence', items: node.items.slice(from, to) })
      if (run === null) break
      best = better(best, usable(run))
    }
  }
  return best
}

/**
 * Finds the anchors of a pattern.
 *
 * @throws Error when no string must occur: such a pattern would have to be tried everywhere
 */
export const anchorsOf = (node: Node, source: string): string[] => {
  const anchors = anchorsIn(node)
  if (anchors === null) throw new Error(`pattern without a fixed word: "${source}"`)
  return [...new Set(anchors.map((one) => one.slice(0, MAX_ANCHOR_LENGTH)))]
}
