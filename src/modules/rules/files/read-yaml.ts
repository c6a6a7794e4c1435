import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { ownRuleSchema, packChangeSchema, termSchema } from '../changes.ts'
import { type FileFault, parseFields, todoFor } from './file-faults.ts'
import { type Place, type Reading, requireRoom, Unreadable } from './reading.ts'

const kinds = ['terms', 'changes', 'rules'] as const

/**
 * Reads a file in the schema of the packs: `rules` as in packs/rules, with `terms` and `changes` beside them. Headings
 * of a pack (`pack`, `title`, `kind`, `read`) may stand there.
 * @throws Unreadable
 */
export const readYaml = (bytes: Uint8Array): Reading => {
  const text = decoded(bytes)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, strict: true })
  const [error] = document.errors
  if (error !== undefined) {
    const row = lines.linePos(error.pos[0]).line
    throw new Unreadable({
      zh: `第 ${row} 行不是有效的 YAML：${error.message.split('\n')[0] ?? ''}`,
      en: `Line ${row} is no valid YAML: ${error.message.split('\n')[0] ?? ''}`,
    })
  }
  if (!isMap(document.contents)) {
    throw new Unreadable({ zh: '文件中没有 terms、changes 或 rules', en: 'The file has no terms, changes or rules' })
  }
  const whole = plain(document)
  const given = Object.fromEntries(kinds.flatMap((kind) => (kind in whole ? [[kind, whole[kind]]] : [])))
  if (Object.keys(given).length === 0) {
    throw new Unreadable({ zh: '文件中没有 terms、changes 或 rules', en: 'The file has no terms, changes or rules' })
  }
  const count = (kind: (typeof kinds)[number]): number => (Array.isArray(given[kind]) ? given[kind].length : 0)
  requireRoom({ terms: count('terms'), changes: count('changes'), rules: count('rules') })

  const placeOf = (path: readonly PropertyKey[]): Place => {
    for (let length = path.length; length > 0; length -= 1) {
      const node: unknown = document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range !== null && node.range !== undefined) {
        return { sheet: String(path[0] ?? ''), row: lines.linePos(node.range[0]).line }
      }
    }
    return { sheet: String(path[0] ?? ''), row: 1 }
  }
  const faults: FileFault[] = []
  const read = <Schema extends z.ZodType>(kind: (typeof kinds)[number], schema: Schema) => {
    const rows: z.output<Schema>[] = []
    const places: Place[] = []
    const list: unknown = given[kind] ?? []
    if (!Array.isArray(list)) {
      const wrong = { zh: `${kind} 须是列表`, en: `${kind} must be a list` }
      faults.push({ ...placeOf([kind]), column: kind, wrong, todo: todoFor(kind) })
      return { rows, places }
    }
    list.forEach((item: unknown, at) => {
      const { data, faults: wrong } = parseFields(schema, item)
      if (data !== undefined) {
        rows.push(data)
        places.push(placeOf([kind, at]))
      }
      for (const { path, wrong: sentence } of wrong) {
        const field = String(path[0] ?? kind)
        faults.push({ ...placeOf([kind, at, ...path]), column: field, wrong: sentence, todo: todoFor(field) })
      }
    })
    return { rows, places }
  }
  const terms = read('terms', termSchema)
  const changes = read('changes', packChangeSchema)
  const rules = read('rules', ownRuleSchema)
  return {
    changes: { terms: terms.rows, changes: changes.rows, rules: rules.rows },
    places: { terms: terms.places, changes: changes.places, rules: rules.places },
    faults,
  }
}

const plain = (document: Document): Record<string, unknown> => {
  try {
    // No alias: a few lines of them unfold to gigabytes.
    return document.toJS({ maxAliasCount: 0 }) as Record<string, unknown>
  } catch {
    throw new Unreadable({
      zh: '文件中不能使用 YAML 引用（& 和 *）',
      en: 'The file must not use YAML anchors and aliases',
    })
  }
}

const decoded = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Unreadable({ zh: '文件不是 UTF-8 编码，请另存为 UTF-8', en: 'The file is not UTF-8; save it as UTF-8' })
  }
}
