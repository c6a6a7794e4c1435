import type { Stretch } from '../gate.ts'
import { BEYOND, CLAUSE, CLAUSE_MARKS, SENTENCE, SENTENCE_MARKS } from '../gate.ts'
import { shareOf } from './frequency.ts'
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

/** How often one of the words stands in running text, as a share of its units. */
const shareOfAny = ({ words }: Required): number => Math.min(1, words.reduce((sum, word) => sum + shareOf(word), 0))

/** How many places a set of words makes one look at, in a text of one unit. */
const cost = (one: Required): number => shareOfAny(one) * (one.to - one.from + 1)

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

/** A gate is looked for in a window; wider ones cost more than they save. */
const MAX_WINDOW = 40

/** So many gates are looked up at most; more cost more than they save. */
const MAX_GATES = 3

/** Anchors further behind the beginning of a match are not looked for (hits.ts) unless there are no others. */
const MAX_FLOAT = 64

/** What is done at a place, in looks at one unit: a visit to an anchor, the call of a gate, the trial of an expression. */
const VISIT = 15
const CALL = 3
const TRIAL = 60

/** How far a clause, a sentence and a paragraph go on from a place, roughly. */
const REACHES: Record<Stretch, number> = { [CLAUSE]: 8, [SENTENCE]: 16, [BEYOND]: 40 }

/** At how many places a word of the set is looked for. */
const windowOf = ({ from, to, stretch }: Required): number => Math.min(to - from + 1, REACHES[stretch])

/** How often a gate is open. */
const opennessOf = (gate: Required): number => Math.min(1, shareOfAny(gate) * windowOf(gate))

/**
 * How the places are found where a pattern may match.
 *
 * `anchors` stand in every match, at `from` to `to` units after its beginning: 0 and 0 where the pattern begins with them.
 * `gates` are further sets of words that must stand there too; they are looked up before the expression is tried. `digits`:
 * bit `d` is set where a match may begin with the digit `d` whatever comes next: then it begins at the first digit of a number.
 */
export type Approach = { anchors: Required; gates: Required[]; digits: number }

const beginsWithMark = (word: string): boolean => `${CLAUSE_MARKS}${SENTENCE_MARKS}`.includes(word.charAt(0))

/** Marks are where gates stop looking, so that no word of theirs may begin with one. */
const isGate = ({ words, from, to }: Required): boolean => to - from <= MAX_WINDOW && !words.some(beginsWithMark)

/** The gates that are worth their price, the best first. */
const chooseGates = (gates: readonly Required[]): Required[] =>
  gates
    .map((gate) => ({ gate, price: (CALL + windowOf(gate)) / (1 - opennessOf(gate)) }))
    .filter(({ price }) => price < TRIAL)
    .toSorted((a, b) => a.price - b.price)
    .slice(0, MAX_GATES)
    .map(({ gate }) => gate)

/** What an approach costs in a text of one unit, in looks at one unit. */
const priceOf = ({ anchors, gates }: Pick<Approach, 'anchors' | 'gates'>): number => {
  const isFloating = anchors.to > 0
  let open = isFloating ? windowOf(anchors) : 1
  let price = VISIT + (isFloating ? Math.min(anchors.to + 1, REACHES[anchors.stretch]) : 0)
  for (const gate of gates) {
    price += open * (CALL + windowOf(gate))
    open *= opennessOf(gate)
  }
  return shareOfAny(anchors) * (price + open * TRIAL)
}

/** The digits with which a match may begin whatever comes next, as bits. */
const digitsOf = (head: Required | null): number =>
  (head?.words ?? []).reduce((bits, word) => (/^[0-9]$/.test(word) ? bits | (1 << Number(word)) : bits), 0)

/**
 * Finds the approach to a pattern without bars outside brackets: the cheapest one.
 *
 * @throws Error when no string must occur: such a pattern would have to be tried everywhere
 */
export const approachOf = (node: Node, source: string): Approach => {
  const head = required(prefixesOf(node), 0, 0)
  const items = node.kind === 'sequence' ? node.items : []
  const first = items.findIndex(({ kind }) => kind !== 'look')
  const gates = allRequired(items, first + 1).filter(isGate).map(shortened)
  const within = node.kind === 'sequence' ? allRequired(items, 0) : [requiredIn(node)].flatMap((one) => one ?? [])
  const digits = digitsOf(head)
  const approaches = [...(head === null ? [] : [head]), ...within.map(shortened)].map((anchors): Approach => {
    // What the anchors spell already need not be asked again.
    const spelled = Math.min(...anchors.words.map(({ length }) => length))
    if (anchors.to === 0) return { anchors, gates: chooseGates(gates.filter(({ to }) => to >= spelled)), digits }
    const others = gates.filter(({ from, words }) => from !== anchors.from || words.length !== anchors.words.length)
    return { anchors, gates: chooseGates([...(head === null || !isGate(head) ? [] : [head]), ...others]), digits }
  })
  const near = approaches.filter(({ anchors }) => anchors.to <= MAX_FLOAT)
  const [best] = (near.length > 0 ? near : approaches).toSorted((a, b) => priceOf(a) - priceOf(b))
  if (best === undefined) throw new Error(`pattern without a fixed word: "${source}"`)
  return best
}
