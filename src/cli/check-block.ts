import type { CheckOptions, Screener } from '../screening/index.ts'
import type { Block } from './blocks.ts'
import { linesOf } from './lines.ts'
import { maskedLine } from './mask.ts'

/** What is to be done with lines: to check them with these options, or only to mask personal data in them. */
export type BlockTask = { options: CheckOptions; mask: boolean }

/** Longest line of JSONL, in UTF-16 units. */
export const MAX_LINE = 2_000_000

/** What became of the lines of one block. `output` is JSONL, one line for each that was not blank. */
export type CheckedBlock = { output: string; lines: number; found: number; unreadable: number }

const optional = (key: keyof CheckOptions, value: unknown): CheckOptions =>
  typeof value === 'string' && value !== '' ? { [key]: value } : {}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parse = (text: string): { value: unknown } | { error: string } => {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { error: `not JSON: ${error instanceof Error ? error.message.slice(0, 120) : 'unreadable'}` }
  }
}

type Request = { id: unknown; text: string; options: CheckOptions }

/** Reads one line of JSONL. Unknown keys are ignored; whatever is wrong with the line is said in `error`. */
const readRequest = (text: string, base: CheckOptions): Request | { error: string } => {
  const parsed = parse(text)
  if ('error' in parsed) return parsed
  const { value } = parsed
  if (!isRecord(value)) return { error: 'not an object' }
  if (typeof value['text'] !== 'string') return { error: 'text must be a string' }
  const options = { ...base, ...optional('industry', value['industry']), ...optional('channel', value['channel']) }
  if (typeof value['advertising'] === 'boolean') options.advertising = value['advertising']
  return { id: value['id'] ?? null, text: value['text'], options }
}

/**
 * Checks the lines of a block in their order. A line that cannot be read is answered with its number and the reason.
 *
 * @param screener without one, personal data is masked and nothing is checked
 */
export const checkBlock = (screener: Screener | null, block: Block, base: CheckOptions): CheckedBlock => {
  const checked = { output: '', lines: 0, found: 0, unreadable: 0 }
  for (const line of linesOf(block, MAX_LINE)) {
    if (line.kind === 'line' && line.text.trim() === '') continue
    checked.lines++
    const request =
      line.kind === 'line' ? readRequest(line.text, base) : { error: `line longer than ${MAX_LINE} characters` }
    if ('error' in request) {
      checked.unreadable++
      checked.output += `${JSON.stringify({ id: null, line: line.number, error: request.error })}\n`
      continue
    }
    if (screener === null) {
      checked.output += `${maskedLine(request)}\n`
      continue
    }
    const { decision, findings } = screener.check(request.text, request.options)
    if (decision !== 'allow') checked.found++
    checked.output += `${JSON.stringify({ id: request.id, decision, findings })}\n`
  }
  return checked
}
