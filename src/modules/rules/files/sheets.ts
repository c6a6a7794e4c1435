import { parse, stringify } from 'yaml'
import type { CompanyTerm, OwnRule, PackChange } from '../changes.ts'
import { categoryNames, effectNames, severityNames, valueOf } from './names.ts'

/** A column of a sheet: its heading, the field that it holds, and how text becomes the field's value. */
export type SheetColumn = { header: string; field: string; width: number; read: (text: string) => unknown }

export type SheetText<Row> = {
  sheet: string
  columns: readonly SheetColumn[]
  /** The cells of a row, in the order of the columns. */
  write: (row: Row) => readonly string[]
}

const text = (value: string): unknown => value
const named =
  (names: Readonly<Record<string, string>>) =>
  (value: string): unknown =>
    valueOf(names, value)
const lines = (value: string): unknown =>
  value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
const yesNo = (value: string): unknown =>
  ['是', 'yes', 'true', '1'].includes(value.toLowerCase())
    ? true
    : ['否', 'no', 'false', '0'].includes(value.toLowerCase())
      ? false
      : value

/** A sheet of company terms. */
export const termSheet: SheetText<CompanyTerm> = {
  sheet: '词条',
  columns: [
    { header: '词语', field: 'term', width: 24, read: text },
    { header: '处理', field: 'effect', width: 8, read: named(effectNames) },
    { header: '类别', field: 'category', width: 16, read: named(categoryNames) },
    { header: '级别', field: 'severity', width: 8, read: named(severityNames) },
    { header: '原因', field: 'why', width: 40, read: text },
    { header: '建议', field: 'advice', width: 40, read: text },
  ],
  write: ({ term, effect, category, severity, why, advice }) => [
    term,
    effectNames[effect],
    category === undefined ? '' : categoryNames[category],
    severity === undefined ? '' : severityNames[severity],
    why ?? '',
    advice ?? '',
  ],
}

/** A sheet of changes of shipped rules. */
export const changeSheet: SheetText<PackChange> = {
  sheet: '规则改动',
  columns: [
    { header: '规则编号', field: 'rule', width: 32, read: text },
    { header: '停用', field: 'off', width: 8, read: yesNo },
    { header: '级别', field: 'severity', width: 8, read: named(severityNames) },
    { header: '原因', field: 'why', width: 40, read: text },
    { header: '建议', field: 'advice', width: 40, read: text },
    { header: '改动理由', field: 'reason', width: 40, read: text },
  ],
  write: ({ rule, off, severity, why, advice, reason }) => [
    rule,
    off ? '是' : '否',
    severity === undefined ? '' : severityNames[severity],
    why ?? '',
    advice ?? '',
    reason,
  ],
}

const listFields = ['terms', 'patterns', 'allow', 'hit', 'miss'] as const
const plainFields = ['id', 'category', 'severity', 'cite', 'since', 'why', 'advice', 'proof', ...listFields]

const rest = (value: string): unknown => {
  const parsed: unknown = parse(value, { maxAliasCount: 0 })
  return typeof parsed === 'object' && parsed !== null ? parsed : value
}

/** The field under which what has no column of its own is kept, as YAML. */
export const otherFields = '其他'

/** A sheet of rules of the company's own; lists have a line each. */
export const ruleSheet: SheetText<OwnRule> = {
  sheet: '自有规则',
  columns: [
    { header: '规则编号', field: 'id', width: 32, read: text },
    { header: '类别', field: 'category', width: 16, read: named(categoryNames) },
    { header: '级别', field: 'severity', width: 8, read: named(severityNames) },
    { header: '依据', field: 'cite', width: 18, read: text },
    { header: '生效日期', field: 'since', width: 12, read: text },
    { header: '原因', field: 'why', width: 40, read: text },
    { header: '建议', field: 'advice', width: 40, read: text },
    { header: '留证', field: 'proof', width: 30, read: text },
    { header: '词语', field: 'terms', width: 24, read: lines },
    { header: '模式', field: 'patterns', width: 40, read: lines },
    { header: '例外', field: 'allow', width: 30, read: lines },
    { header: '应命中的例句', field: 'hit', width: 40, read: lines },
    { header: '不应命中的例句', field: 'miss', width: 40, read: lines },
    { header: otherFields, field: otherFields, width: 30, read: rest },
  ],
  write: (rule) => {
    const others = Object.entries(rule).filter(
      ([key, value]) =>
        !plainFields.includes(key) &&
        !(Array.isArray(value) && value.length === 0) &&
        value !== false &&
        value !== undefined &&
        !(key === 'deniable' && value === 'full') &&
        !(key === 'sample' && Object.keys(rule.sample).length === 0),
    )
    const cite = typeof rule.cite === 'string' ? rule.cite : ''
    const other = Object.fromEntries(typeof rule.cite === 'string' ? others : [...others, ['cite', rule.cite]])
    return [
      rule.id,
      categoryNames[rule.category],
      severityNames[rule.severity],
      cite,
      rule.since,
      rule.why,
      rule.advice,
      rule.proof ?? '',
      ...listFields.map((field) => rule[field].join('\n')),
      Object.keys(other).length === 0 ? '' : stringify(other, { lineWidth: 0 }).trim(),
    ]
  },
}
