import { buildMatcher } from './matcher/matcher.ts'
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
 * Builds the finder. One scan finds the anchors of all patterns; a pattern's expression is only tried around its own
 * anchors, so the cost follows the text and not the number of rules.
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

  /** Windows of each pattern as pairs of bounds; kept between calls and emptied after use, because most stay empty. */
  const windowsOf: number[][] = patterns.map(() => [])

  const note = (windows: number[], start: number, end: number): void => {
    const from = Math.max(0, start - REACH)
    const last = windows.length - 1
    if (last > 0 && from <= (windows[last] ?? 0)) windows[last] = Math.max(windows[last] ?? 0, end + REACH)
    else windows.push(from, end + REACH)
  }

  return (view) => {
    const touched: number[] = []
    matcher.scan({ codes: view.codes, from: 0, to: view.length }, (anchor, start, end) => {
      const ids = users[anchor]
      if (ids === undefined) return
      for (const id of ids) {
        const windows = windowsOf[id]
        if (windows === undefined) continue
        if (windows.length === 0) touched.push(id)
        note(windows, start, end)
      }
    })
    const hits: Hit[] = []
    for (const id of touched) {
      const pattern = patterns[id]
      const windows = windowsOf[id]
      if (pattern === undefined || windows === undefined) continue
      const { rule, expression } = pattern
      let found = 0
      for (let at = 0; at < windows.length; at += 2) {
        const to = windows[at + 1] ?? 0
        const window = to < view.length ? view.text.slice(0, to) : view.text
        expression.lastIndex = windows[at] ?? 0
        while (found < MAX_HITS_PER_PATTERN) {
          const match = expression.exec(window)
          if (match === null) break
          const [whole] = match
          if (whole.length === 0) expression.lastIndex++
          else {
            hits.push({ rule, start: match.index, end: match.index + whole.length })
            found++
          }
        }
      }
      windows.length = 0
    }
    return hits
  }
}
