import type { Stretch } from '../gate.ts'
import { BEYOND, CLAUSE, CLAUSE_MARKS, SENTENCE, SENTENCE_MARKS } from '../gate.ts'
import type { Node } from './syntax.ts'

/** The wider of two. */
export const wider = (a: Stretch, b: Stretch): Stretch => (a >= b ? a : b)

const widest = (all: readonly Stretch[]): Stretch => all.reduce(wider, CLAUSE)

/** How far the widest of some signs goes. */
const stretchOfSigns = (holds: (sign: string) => boolean): Stretch => {
  if ([...SENTENCE_MARKS].some(holds)) return BEYOND
  return [...CLAUSE_MARKS].some(holds) ? SENTENCE : CLAUSE
}

/** Whether what a node matches stays inside a clause, or inside a sentence. */
export const stretchOf = (node: Node): Stretch => {
  switch (node.kind) {
    case 'text':
      return stretchOfSigns((sign) => node.value.includes(sign))
    case 'any':
      return BEYOND
    case 'set':
      return stretchOfSigns((sign) => node.holds(sign))
    case 'look':
      return CLAUSE
    case 'choice':
      return widest(node.options.map(stretchOf))
    case 'sequence':
      return widest(node.items.map(stretchOf))
    case 'repeat':
      return stretchOf(node.item)
  }
}
