/**
 * The pattern language of the packs: regular expressions with three additions and one restriction.
 *
 * - `{name}` stands for a word list of words.yaml;
 * - `<4>` is a gap of up to four characters inside a clause, `<<9>>` one that may cross commas;
 * - every repetition has an upper bound, so that checking stays linear.
 */
export type Node =
  | { kind: 'text'; value: string }
  | { kind: 'any' }
  /**
   * `members` where they are listed one by one, `all` also where short ranges are; null where there are too many.
   * `holds` tells of any sign whether it is among them.
   */
  | { kind: 'set'; members: string[] | null; all: string[] | null; holds: (sign: string) => boolean }
  | { kind: 'sequence'; items: Node[] }
  | { kind: 'choice'; options: Node[] }
  | { kind: 'repeat'; item: Node; least: number; most: number }
  | { kind: 'look' }

/** Replaces word lists and gaps. Lists may name other lists, at most eight deep. */
export const expand = (source: string, words: Readonly<Record<string, string[]>>, depth = 0): string => {
  if (depth > 8) throw new Error(`word lists refer to each other in a circle near "${source.slice(0, 40)}"`)
  return source
    .replace(/\{([a-z\u4e00-\u9fff][a-z\u4e00-\u9fff-]*)\}/g, (_, name: string) => {
      const list = words[name]
      if (list === undefined) throw new Error(`unknown word list {${name}}`)
      return `(?:${list.map((one) => expand(one, words, depth + 1)).join('|')})`
    })
    .replace(/<<(\d{1,2})>>/g, (_, size: string) => `[^。！？；\\n]{0,${size}}?`)
    .replace(/<(\d{1,2})>/g, (_, size: string) => `[^。！？；，：\\n]{0,${size}}?`)
}

type Cursor = { source: string; at: number }

const parseChoice = (cursor: Cursor): Node => {
  const options: Node[] = [parseSequence(cursor)]
  while (cursor.source[cursor.at] === '|') {
    cursor.at++
    options.push(parseSequence(cursor))
  }
  const [only] = options
  return options.length === 1 && only !== undefined ? only : { kind: 'choice', options }
}

const parseSequence = (cursor: Cursor): Node => {
  const items: Node[] = []
  while (cursor.at < cursor.source.length && !'|)'.includes(cursor.source[cursor.at] ?? '')) {
    items.push(parseRepeat(cursor, parseAtom(cursor)))
  }
  return { kind: 'sequence', items }
}

const parseRepeat = (cursor: Cursor, item: Node): Node => {
  const rest = cursor.source.slice(cursor.at)
  if (/^[*+]/.test(rest)) throw new Error(`repetition without a bound in "${cursor.source}"`)
  const match = /^(?:\?|\{(\d+)(?:,(\d*))?\})\??/.exec(rest)
  if (match === null) return item
  if (match[2] === '') throw new Error(`repetition without a bound in "${cursor.source}"`)
  cursor.at += match[0].length
  const least = match[1] === undefined ? 0 : Number(match[1])
  return { kind: 'repeat', item, least, most: match[1] === undefined ? 1 : Number(match[2] ?? least) }
}

const parseAtom = (cursor: Cursor): Node => {
  const char = cursor.source[cursor.at] ?? ''
  if (char === '(') return parseGroup(cursor)
  if (char === '[') return parseSet(cursor)
  cursor.at++
  if (char === '.') return { kind: 'any' }
  if (char === '^' || char === '$') return { kind: 'look' }
  if (char !== '\\') return { kind: 'text', value: char }
  const escaped = cursor.source[cursor.at] ?? ''
  cursor.at++
  return /[dDwWsSbBn]/.test(escaped) ? { kind: 'any' } : { kind: 'text', value: escaped }
}

const parseGroup = (cursor: Cursor): Node => {
  const lead = /^\((?:\?(?::|<?[=!]))?/.exec(cursor.source.slice(cursor.at))?.[0] ?? '('
  cursor.at += lead.length
  const inner = parseChoice(cursor)
  if (cursor.source[cursor.at] !== ')') throw new Error(`unbalanced group in "${cursor.source}"`)
  cursor.at++
  return /[=!]$/.test(lead) ? { kind: 'look' } : inner
}

const parseSet = (cursor: Cursor): Node => {
  const match = /^\[(\^?)((?:\\.|[^\]\\])*)\]/.exec(cursor.source.slice(cursor.at))
  if (match === null) throw new Error(`unbalanced set in "${cursor.source}"`)
  cursor.at += match[0].length
  const body = match[2] ?? ''
  const simple = match[1] === '' && !/\\|.-./.test(body) && body.length <= 24
  const all = match[1] === '' ? membersOf(body) : null
  const expression = new RegExp(match[0])
  return { kind: 'set', members: simple ? [...body] : null, all, holds: (sign) => expression.test(sign) }
}

const MAX_MEMBERS = 40

/** Members of a set with its ranges written out; null where there are too many or one is not a plain sign. */
const membersOf = (body: string): string[] | null => {
  if (body.includes('\\')) return null
  const members = [...body.replace(/(.)-(.)/gu, (_, from: string, to: string) => {
    const [first, last] = [from.charCodeAt(0), to.charCodeAt(0)]
    const size = Math.min(Math.max(0, last - first + 1), MAX_MEMBERS + 1)
    return String.fromCharCode(...Array.from({ length: size }, (__, index) => first + index))
  })]
  return members.length > MAX_MEMBERS ? null : [...new Set(members)]
}

/** Splits a pattern at the bars outside all brackets; trying the parts in order is trying the whole. */
export const optionsOf = (source: string): string[] => {
  const parts = ['']
  let depth = 0
  for (let at = 0; at < source.length; at++) {
    let piece = source[at] ?? ''
    if (piece === '\\') piece += source[++at] ?? ''
    else if (piece === '[') {
      const set = /^\[\^?(?:\\.|[^\]\\])*\]/.exec(source.slice(at))?.[0] ?? piece
      at += set.length - 1
      piece = set
    } else if (piece === '(') depth++
    else if (piece === ')') depth--
    if (piece === '|' && depth === 0) parts.push('')
    else parts[parts.length - 1] += piece
  }
  return parts
}

/** Parses an expanded pattern. Throws on unbounded repetition and unbalanced brackets. */
export const parsePattern = (source: string): Node => {
  const cursor = { source, at: 0 }
  const node = parseChoice(cursor)
  if (cursor.at < source.length) throw new Error(`unbalanced bracket in "${source}"`)
  return node
}

/** Where the bracket that opens at `at` closes. */
const closingOf = (source: string, at: number): number => {
  let depth = 0
  for (let index = at; index < source.length; index++) {
    const sign = source[index]
    if (sign === '\\') index++
    else if (sign === '[') index += (/^\[\^?(?:\\.|[^\]\\])*\]/.exec(source.slice(index))?.[0].length ?? 1) - 1
    else if (sign === '(') depth++
    else if (sign === ')' && --depth === 0) return index
  }
  return source.length
}

/** The alternatives of a plain group that a pattern begins with, and what follows the group; null where there is none. */
export const headOf = (source: string): { alternatives: string[]; rest: string } | null => {
  if (!source.startsWith('(?:')) return null
  const close = closingOf(source, 0)
  const rest = source.slice(close + 1)
  return /^[?*+{]/.test(rest) ? null : { alternatives: optionsOf(source.slice(3, close)), rest }
}
