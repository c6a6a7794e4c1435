import { Parser } from 'htmlparser2'
import { DocumentError } from './document-error.ts'
import type { DocumentLimits } from './limits.ts'
import type { Piece } from './types.ts'

/** Elements that do not break a line: words go on across them. Every other element begins and ends a piece. */
const inline = new Set(
  ('a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q ruby rb s samp ' +
    'small span strike strong sub sup time tt u var wbr img picture source button').split(' '),
)

/** Elements whose text nobody sees; rt and rp stand beside the word (its pinyin) and would tear it. */
const unseen = new Set(['script', 'style', 'template', 'noembed', 'rt', 'rp', 'rtc'])

const hiding = /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])/i

/** Attributes that readers see or hear. */
const spoken: readonly [attribute: string, place: string][] = [
  ['alt', '图片说明'],
  ['title', '提示文字'],
  ['placeholder', '输入提示'],
  ['aria-label', '朗读文字'],
]

const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d)

type Draft = { text: string[]; starts: number[]; ends: number[] }

const emptyDraft = (): Draft => ({ text: [], starts: [], ends: [] })

const isVisible = (attributes: Readonly<Record<string, string>>): boolean =>
  attributes['hidden'] === undefined && !hiding.test(attributes['style'] ?? '')

/** Counts lines while offsets only grow. */
const lineCounter = (source: string): ((offset: number) => number) => {
  let line = 1
  let at = source.indexOf('\n')
  return (offset) => {
    while (at >= 0 && at < offset) {
      line++
      at = source.indexOf('\n', at + 1)
    }
    return line
  }
}

/**
 * Takes the visible text out of HTML: tags go, inline ones without a trace, so that a word broken across them is whole
 * again; blocks become pieces of their own, `<br>` a line break; scripts, styles and hidden elements are left out.
 * Linear in the source; anything is accepted, as in a browser.
 *
 * @throws DocumentError `too-large` where elements lie too deep
 */
export const htmlPieces = (source: string, limits: Pick<DocumentLimits, 'depth'>): Piece[] => {
  const pieces: Piece[] = []
  const lineAt = lineCounter(source)
  let draft = emptyDraft()
  /** Whether each open element hides what is in it, itself or by one around it. */
  const hidden: boolean[] = []
  let preformatted = 0

  const add = (unit: string, start: number, end: number): void => {
    const space = unit.length === 1 && isSpace(unit.charCodeAt(0)) && (preformatted === 0 || unit !== '\n')
    const last = draft.text.at(-1)
    if (space && (last === undefined || last === ' ' || last === '\n')) return
    draft.text.push(space ? ' ' : unit)
    draft.starts.push(start)
    draft.ends.push(end)
  }
  const finish = (place?: string): void => {
    const { text, starts, ends } = draft
    if (text.some((unit) => unit.trim() !== '')) {
      pieces.push({
        place: place ?? `第${lineAt(starts[0] ?? 0)}行`,
        text: text.join(''),
        source: { starts: Int32Array.from(starts), ends: Int32Array.from(ends) },
      })
    }
    draft = emptyDraft()
  }
  const sayAttribute = (value: string | undefined, place: string, [start, end]: [number, number]): void => {
    if (value === undefined || value.trim() === '') return
    const around = draft
    draft = emptyDraft()
    for (let at = 0; at < value.length; at++) add(value.charAt(at), start, end)
    finish(place)
    draft = around
  }

  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (hidden.length > limits.depth) throw new DocumentError('too-large')
        const concealed = hidden.at(-1) === true || unseen.has(name) || !isVisible(attributes)
        hidden.push(concealed)
        if (name === 'pre' || name === 'textarea') preformatted++
        if (concealed) return
        const bounds: [number, number] = [parser.startIndex, parser.endIndex + 1]
        if (name === 'br') {
          draft.text.push('\n')
          draft.starts.push(bounds[0])
          draft.ends.push(bounds[1])
        } else if (!inline.has(name)) finish()
        for (const [attribute, place] of spoken) sayAttribute(attributes[attribute], place, bounds)
        if (name === 'meta' && attributes['name'] === 'description') sayAttribute(attributes['content'], '页面描述', bounds)
        if (name === 'input' && attributes['type'] !== 'hidden') sayAttribute(attributes['value'], '输入框', bounds)
      },
      onclosetag: (name) => {
        const concealed = hidden.pop() === true
        if (name === 'pre' || name === 'textarea') preformatted--
        if (!concealed && !inline.has(name) && name !== 'br') finish()
      },
      ontext: (data) => {
        if (hidden.at(-1) === true) return
        const { startIndex: start, endIndex } = parser
        const isPlain = endIndex + 1 - start === data.length
        for (let at = 0; at < data.length; at++) {
          add(data.charAt(at), isPlain ? start + at : start, isPlain ? start + at + 1 : endIndex + 1)
        }
      },
    },
    { decodeEntities: true },
  )
  parser.end(source)
  finish()
  return pieces
}
