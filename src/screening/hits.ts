import { buildMatcher } from './matcher.ts'
import type { CompiledRule } from './types.ts'
import type { View } from './view.ts'

/** A place where a pattern of a rule matches; offsets are in the view. */
export type Hit = { rule: number; start: number; end: number }

/** Finds every place where a pattern matches; context is judged later. */
export type HitFinder = (view: View) => Hit[]

/** A pattern is tried this many units before and after each of its anchors. No match is longer. */
const REACH = 64

const MAX_HITS_PER_PATTERN = 2000

type Pattern = { rule: number; expression: RegExp }

/**
 * Builds the finder. One scan finds the anchors of all patterns; a pattern's expression is only tried around its own anchors,
 * so the cost follows the text and not the number of rules.
 */
export const createHitFinder = (rules: readonly CompiledRule[]): HitFinder => {
  const patterns: Pattern[] = []
  const usersOf = new Map<string, number[]>()
  rules.forEach((rule, index) => {
    for (const { source, anchors } of rule.patterns) {
      const id = patterns.push({ rule: index, expression: new RegExp(source, 'g') }) - 1
      for (const anchor of anchors) {
        const users = usersOf.get(anchor)
        if (users === undefined) usersOf.set(anchor, [id])
        else users.push(id)
      }
    }
  })
  const anchors = [...usersOf.keys()]
  const users = [...usersOf.values()]
  const matcher = buildMatcher(anchors)

  return (view) => {
    const windows = new Map<number, [from: number, to: number][]>()
    matcher.scan(view.codes, view.length, (anchor, start, end) => {
      for (const id of users[anchor] ?? []) {
        const from = Math.max(0, start - REACH)
        const known = windows.get(id)
        const last = known?.at(-1)
        if (known === undefined) windows.set(id, [[from, end + REACH]])
        else if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], end + REACH)
        else known.push([from, end + REACH])
      }
    })
    const hits: Hit[] = []
    for (const [id, spans] of windows) {
      const pattern = patterns[id]
      if (pattern === undefined) continue
      let found = 0
      for (const [from, to] of spans) {
        const { expression } = pattern
        expression.lastIndex = from
        const window = to < view.length ? view.text.slice(0, to) : view.text
        while (found < MAX_HITS_PER_PATTERN) {
          const match = expression.exec(window)
          if (match === null) break
          const [whole] = match
          if (whole.length > 0) {
            hits.push({ rule: pattern.rule, start: match.index, end: match.index + whole.length })
            found++
          } else expression.lastIndex++
        }
      }
    }
    return hits
  }
}
