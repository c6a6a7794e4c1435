import { numbersToBase64 } from '../base64.ts'
import type { CompiledApproaches, CompiledRule } from '../types.ts'
import { approachOf } from './anchors.ts'
import type { Uses } from './compile-words.ts'
import { addUse } from './compile-words.ts'
import { flattened } from './flattened.ts'
import { parsePattern } from './syntax.ts'

type Gates = { indexOf: (words: readonly string[]) => number; words: string[] }

const collectGates = (): Gates => {
  const known = new Map<string, number>()
  const words: string[] = []
  return {
    words,
    indexOf: (list) => {
      const key = list.join(' ')
      const index = known.get(key) ?? words.push(key) - 1
      known.set(key, index)
      return index
    },
  }
}

/**
 * Computes how the places are found where the options of all patterns may match, and the anchors with the numbers of the
 * options that they belong to; see hits.ts for how it is used.
 */
export const compileApproaches = (
  rules: readonly Pick<CompiledRule, 'patterns'>[],
): { approaches: CompiledApproaches; anchors: Uses } => {
  const usersOf = new Map<string, number[]>()
  const gates = collectGates()
  const places: number[][] = []
  rules
    .flatMap(({ patterns }) => patterns.flat())
    .forEach((source, option) => {
      const { anchors, gates: own, digits } = approachOf(parsePattern(source), source)
      for (const word of anchors.words) addUse(usersOf, word, option)
      places.push([
        anchors.from,
        anchors.to,
        anchors.stretch,
        digits,
        ...own.flatMap(({ words, from, to, stretch }) => [gates.indexOf(words), from, to, stretch]),
      ])
    })
  const approaches = {
    places: numbersToBase64(flattened(places)),
    gates: gates.words,
    gateUnits: [...new Set(gates.words.flatMap((words) => words.split(' ').map((word) => word.charAt(0))))].join(''),
  }
  return { approaches, anchors: usersOf }
}
