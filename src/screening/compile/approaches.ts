import { numbersToBase64, toBase64 } from '../base64.ts'
import { bytesOf } from '../matcher/bytes.ts'
import { buildTables } from '../matcher/tables.ts'
import type { CompiledApproaches, CompiledRule } from '../types.ts'
import { approachOf } from './anchors.ts'
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

/** Computes how the places are found where the options of all patterns may match; see hits.ts for how it is used. */
export const compileApproaches = (rules: readonly Pick<CompiledRule, 'patterns'>[]): CompiledApproaches => {
  const usersOf = new Map<string, number[]>()
  const gates = collectGates()
  const places: number[][] = []
  rules
    .flatMap(({ patterns }) => patterns.flat())
    .forEach((source, option) => {
      const { anchors, gates: own } = approachOf(parsePattern(source), source)
      for (const word of anchors.words) {
        const users = usersOf.get(word)
        if (users === undefined) usersOf.set(word, [option])
        else users.push(option)
      }
      places.push([
        anchors.from,
        anchors.to,
        anchors.stretch,
        ...own.flatMap(({ words, from, to, stretch }) => [gates.indexOf(words), from, to, stretch]),
      ])
    })
  return {
    anchors: toBase64(bytesOf(buildTables([...usersOf.keys()]))),
    users: numbersToBase64(flattened([...usersOf.values()])),
    places: numbersToBase64(flattened(places)),
    gates: gates.words,
    gateUnits: [...new Set(gates.words.flatMap((words) => words.split(' ').map((word) => word.charAt(0))))].join(''),
  }
}
