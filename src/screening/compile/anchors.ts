import type { Stretch } from '../gate.ts'
import { CLAUSE, CLAUSE_MARKS, SENTENCE_MARKS } from '../gate.ts'
import { prefixesOf } from './prefixes.ts'
import { stretchOf, wider } from './stretch.ts'
import type { Node } from './syntax.ts'
import { widthOf } from './width.ts'

/** More strings than this make a poor anchor. */
const MAX_ANCHORS = 600

const MAX_ANCHOR_LENGTH = 12

/** Whether a repeated part is spelled as none or one round although it may have more: enough to learn words from. */
type Exactness = 'exact' | 'loose'

/** All strings that the node can be, when they are few; null otherwise. */
export const spell = (node: Node, exactness: Exactness): string[] | null => {
  switch (node.kind) {
    case 'text':
      return [node.value]
    case 'set':
      return node.members
    case 'choice': {
      const all = node.options.map((option) => spell(option, exactness))
      const flat = all.flatMap((one) => one ?? [])
      return all.includes(null) || flat.length > MAX_ANCHORS ? null : flat
    }
    case 'sequence': {
      let strings = ['']
      for (const item of node.items) {
        const next = spell(item, exactness)
        if (next === null) return null
        strings = strings.flatMap((head) => next.map((tail) => head + tail))
        if (strings.length > MAX_ANCHORS) return null
      }
      return strings
    }
    case 'repeat': {
      if (node.least > 0 || (exactness === 'exact' && node.most > 1)) return null
      const inner = spell(node.item, exactness)
      return inner === null ? null : ['', ...inner]
    }
    case 'look':
      return ['']
    case 'any':
      return null
  }
}

/**
 * Strings of which one stands in every match, so many units after its beginning (both bounds included); what lies before
 * it stays inside `stretch`.
 */
export type Required = { words: string[]; from: number; to: number; stretch: Stretch }

/** How often a word of so many units stands in running text, roughly; only the order of size matters. */
const FREQUENCIES = [1, 0.01, 0.0004, 0.00003, 0.000005]

/** How many places a set of words makes one look at, in a text of one unit. */
const cost = ({ words, from, to }: Required): number =>
  words.reduce((sum, { length }) => sum + (FREQUENCIES[Math.min(length, 4)] ?? 1), 0) * (to - from + 1)

const better = (a: Required | null, b: Required | null): Required | null => {
  if (a === null || b === null) return a ?? b
  return cost(a) <= cost(b) ? a : b
}

const required = (words: string[] | null, from: number, to: number): Required | null =>
  words === null || words.length === 0 || words.includes('') ? null : { words, from, to, stretch: CLAUSE }

type Before = { least: number; most: number; stretch: Stretch }

const moved = (one: Required | null, by: Before): Required | null =>
  one === null
    ? null
    : { ...one, from: one.from + by.least, to: one.to + by.most, stretch: wider(one.stretch, by.stretch) }

/** The best set of words of which one must stand in what the node matches. */
export const requiredIn = (node: Node): Required | null => {
  const spelled = required(spell(node, 'exact'), 0, 0)
  if (node.kind === 'choice') {
    const all = node.options.map(requiredIn)
    if (all.includes(null)) return spelled
    const each = all.flatMap((one) => one ?? [])
    const union = required([...new Set(each.flatMap(({ words }) => words))], 0, 0)
    const place = {
      from: Math.min(...each.map(({ from }) => from)),
      to: Math.max(...each.map(({ to }) => to)),
      stretch: each.map(({ stretch }) => stretch).reduce(wider, CLAUSE),
    }
    return better(spelled, union === null ? null : { ...union, ...place })
  }
  if (node.kind === 'repeat') {
    // Its first round is where the words are looked for.
    return node.least === 0 ? null : requiredIn(node.item)
  }
  if (node.kind !== 'sequence') return spelled
  return allRequired(node.items, 0).reduce<Required | null>(better, null)
}

/** All sets of words of which one must stand in a sequence, counting only what begins with the item `skip` or later. */
const allRequired = (items: readonly Node[], skip: number): Required[] => {
  const found: (Required | null)[] = []
  let before: Before = { least: 0, most: 0, stretch: CLAUSE }
  for (let from = 0; from < items.length; from++) {
    const item = items[from]
    if (item === undefined) break
    if (from >= skip) {
      let best = moved(requiredIn(item), before)
      for (let to = from + 2; to <= items.length; to++) {
        const run = spell({ kind: 'sequence', items: items.slice(from, to) }, 'exact')
        if (run === null) break
        best = better(best, moved(required(run, 0, 0), before))
      }
      found.push(best)
    }
    const width = widthOf(item)
    before = {
      least: before.least + width.least,
      most: before.most + width.most,
      stretch: wider(before.stretch, stretchOf(item)),
    }
  }
  return found.flatMap((one) => one ?? [])
}

const shortened = (one: Required): Required => ({
  ...one,
  words: [...new Set(one.words.map((word) => word.slice(0, MAX_ANCHOR_LENGTH)))],
})

/** Anchors so rare need no gate: the expression is tried at once. */
const RARE = 0.0001

/** A gate is looked for in a window; wider ones cost more than they save. */
const MAX_WINDOW = 40

/** A place that lies before its anchor costs more than one at it. */
const DETOUR = 1.5

/** So many gates are looked up at most; more cost more than they save. */
const MAX_GATES = 3

/**
 * How the places are found where a pattern may match.
 *
 * `anchors` stand in every match, at `from` to `to` units after its beginning: 0 and 0 where the pattern begins with them.
 * `gates` are further sets of words that must stand there too; they are looked up before the expression is tried.
 */
export type Approach = { anchors: Required; gates: Required[] }

const beginsWithMark = (word: string): boolean => `${CLAUSE_MARKS}${SENTENCE_MARKS}`.includes(word.charAt(0))

/** Marks are where gates stop looking, so that no word of theirs may begin with one. */
const isGate = ({ words, from, to }: Required): boolean => to - from <= MAX_WINDOW && !words.some(beginsWithMark)

/**
 * Finds the approach to a pattern without bars outside brackets.
 *
 * @throws Error when no string must occur: such a pattern would have to be tried everywhere
 */
export const approachOf = (node: Node, source: string): Approach => {
  const prefixes = prefixesOf(node)
  const head = required(prefixes, 0, 0)
  const inside = requiredIn(node)
  const items = node.kind === 'sequence' ? node.items : []
  const first = items.findIndex(({ kind }) => kind !== 'look')
  const gates = allRequired(items, first + 1)
    .filter(isGate)
    .map(shortened)
    .toSorted((a, b) => cost(a) - cost(b))
  if (head === null || (inside !== null && cost(inside) * DETOUR < cost(head))) {
    if (inside === null) throw new Error(`pattern without a fixed word: "${source}"`)
    const others = gates.filter(({ from, words }) => from !== inside.from || words.length !== inside.words.length)
    return { anchors: shortened(inside), gates: [...(head === null || !isGate(head) ? [] : [head]), ...others].slice(0, MAX_GATES) }
  }
  if (cost(head) < RARE) return { anchors: head, gates: [] }
  // What every beginning already spells need not be asked again.
  const spelled = Math.min(...head.words.map(({ length }) => length))
  return { anchors: head, gates: gates.filter(({ to }) => to >= spelled).slice(0, MAX_GATES) }
}
