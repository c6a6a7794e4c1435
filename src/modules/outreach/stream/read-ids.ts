import { defineProblem } from '../../../kernel/errors.ts'
import { isUuid } from '../uuid.ts'
import { type IdList, idList } from './id-list.ts'

export const mostIds = 1_000_000
/** Bytes of a line: `{"person":"…"}` and some room. */
const longestLine = 200

const lineMalformed = defineProblem('invalid', 'outreach.stream-line-malformed', {
  zh: '第 {line} 行不是客户编号。每行一个 JSON：{"person":"编号"} 或 "编号"。全部没有判断，请改正后重新提交。',
  en: 'Line {line} names nobody. One JSON a line: {"person":"ID"} or "ID". Nothing was decided; correct it and send it again.',
})

const personTwice = defineProblem('invalid', 'outreach.stream-person-twice', {
  zh: '第 {line} 行的编号前面已经出现过，同一个人只能出现一次。全部没有判断，请去重后重新提交。',
  en: 'The person of line {line} came before; each person once. Nothing was decided; send it again without.',
})

const nobodyAsked = defineProblem('invalid', 'outreach.stream-empty', {
  zh: '没有收到任何客户编号。每行一个 JSON：{"person":"编号"} 或 "编号"。',
  en: 'Nobody was asked about. One JSON a line: {"person":"ID"} or "ID".',
})

const tooManyPeople = defineProblem('invalid', 'outreach.stream-too-many', {
  zh: '一次最多 {most} 人，请分批提交。全部没有判断。',
  en: 'At most {most} people at once; send them in parts. Nothing was decided.',
})

/** The person whom a line names; null for a line that names nobody. */
const personOf = (line: string): string | null => {
  try {
    const value: unknown = JSON.parse(line)
    const id =
      typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 1
        ? (value as { person?: unknown }).person
        : value
    return typeof id === 'string' && isUuid(id) ? id.toLowerCase() : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/**
 * Reads people as newline-delimited JSON, all of them before anybody is decided about: one line that is wrong refuses the whole.
 * @throws Problem `outreach.stream-…` naming the line, never what stands in it
 */
export const readIds = async (pieces: AsyncIterable<Uint8Array>): Promise<IdList> => {
  const ids = idList()
  // What is no UTF-8 becomes a sign that no id has.
  const text = new TextDecoder()
  let [rest, line] = ['', 0]
  const take = (each: string): void => {
    line += 1
    if (each.trim() === '') return
    const person = each.length > longestLine ? null : personOf(each)
    if (person === null) throw lineMalformed({ line })
    if (ids.size() >= mostIds) throw tooManyPeople({ most: mostIds })
    if (!ids.add(person)) throw personTwice({ line })
  }
  for await (const piece of pieces) {
    const lines = (rest + text.decode(piece, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const each of lines) take(each)
    if (rest.length > longestLine) throw lineMalformed({ line: line + 1 })
  }
  take(rest + text.decode())
  if (ids.size() === 0) throw nobodyAsked()
  return ids
}
