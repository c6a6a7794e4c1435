import { z } from 'zod'
import type { Sheet } from '../../../kernel/files/read-workbook.ts'
import type { Sentence } from '../../../kernel/sentence.ts'
import { accountFields, furtherFields } from '../account-fields.ts'
import { type Factor, factorNames } from '../factors.ts'
import { platforms } from '../platforms.ts'
import { accountColumns, type AccountRow, keyNamed, splitFactors, stateNames, yesNo } from './account-sheet.ts'

/** What is wrong in one cell, and what to do. */
export type Fault = { row: number; column: string; wrong: Sentence; todo: Sentence }

/** A row of a file, each field as the sheet shows it; null for an empty cell. `id` is null for a new account. */
export type GivenRow = Omit<AccountRow, 'id'> & { id: string | null; row: number }

const namesIn = (record: Readonly<Record<string, Sentence>>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).map(([key, { zh }]) => [key, zh]))

const platformNames = namesIn(platforms)
const factorTexts = namesIn(factorNames)

type Judge = (text: string) => { value: unknown } | { wrong: Sentence; todo: Sentence }

const asText =
  (schema: z.ZodType, todo: Sentence): Judge =>
  (text) => {
    const { success } = schema.safeParse(text)
    return success ? { value: text } : { wrong: { zh: '内容不符合要求', en: 'This is not as it must be' }, todo }
  }

const oneOf =
  (names: Readonly<Record<string, string>>): Judge =>
  (text) => {
    const value = keyNamed(names, text)
    if (value !== undefined) return { value }
    return {
      wrong: { zh: `没有“${text.slice(0, 40)}”这个选项`, en: `There is no choice ${text.slice(0, 40)}` },
      todo: { zh: `从中选一个：${Object.values(names).join('、')}`, en: `Choose one of ${Object.values(names).join(', ')}` },
    }
  }

const short = (most: number): Sentence => ({ zh: `填写 1 至 ${most} 个字`, en: `Write 1 to ${most} characters` })
/** A value that is masked is compared with what is on record. */
const isMasked = (text: string): boolean => text.includes('*')

const judges: Readonly<Record<keyof AccountRow, Judge>> = {
  id: asText(z.uuid(), { zh: '保留导出文件中的编号；新账号留空', en: 'Keep the number of the export; leave it empty for a new account' }),
  platform: oneOf(platformNames),
  name: asText(accountFields.name, short(100)),
  platformId: asText(accountFields.platformId, short(100)),
  department: asText(z.string().max(100), short(100)),
  owner: asText(z.string().max(100), short(100)),
  standIn: asText(z.string().max(100), short(100)),
  core: (text) => {
    const judged = oneOf(yesNo)(text)
    return 'value' in judged ? { value: judged.value === 'yes' } : judged
  },
  verifiedSubject: asText(furtherFields.verifiedSubject, short(100)),
  verificationExpiresOn: asText(z.iso.date(), { zh: '写成 2027-06-30 这样的日期', en: 'Write a date such as 2027-06-30' }),
  recoveryPhone: (text) =>
    isMasked(text)
      ? { value: text }
      : asText(furtherFields.recoveryPhone, { zh: '填写 11 位手机号，或带区号的座机', en: 'Write a mobile, or a landline with its area code' })(text),
  recoveryMail: (text) =>
    isMasked(text)
      ? { value: text }
      : asText(furtherFields.recoveryMail, { zh: '填写完整的邮箱地址', en: 'Write a whole mail address' })(text),
  factors: (text) => {
    const given = splitFactors(text).map((part) => ({ part, key: keyNamed(factorTexts, part) as Factor | undefined }))
    const unknown = given.find(({ key }) => key === undefined)
    if (unknown !== undefined) return oneOf(factorTexts)(unknown.part)
    return { value: [...new Set(given.map(({ key }) => key))] }
  },
  state: oneOf(stateNames),
}

const empty: Omit<GivenRow, 'row'> = {
  id: null, platform: 'other', name: '', platformId: null, department: '', owner: '', standIn: null, core: false,
  verifiedSubject: null, verificationExpiresOn: null, recoveryPhone: null, recoveryMail: null, factors: [], state: 'active',
}

/** Reads every row by the headings; a row with a fault is not among the rows. */
export const readRows = (sheet: Sheet): { rows: GivenRow[]; faults: Fault[] } => {
  const missing = accountColumns.filter(({ required, header }) => required === true && !sheet.heading.includes(header))
  if (missing.length > 0) {
    return {
      rows: [],
      faults: missing.map(({ header }) => ({
        row: 1,
        column: header,
        wrong: { zh: `缺少“${header}”列`, en: `The column ${header} is missing` },
        todo: { zh: '先导出一份作为模板', en: 'Export the register first and use it as a template' },
      })),
    }
  }
  const rows: GivenRow[] = []
  const faults: Fault[] = []
  for (const { number, cells } of sheet.rows) {
    const row: Record<string, unknown> = { ...empty, row: number }
    const before = faults.length
    for (const { field, header, required } of accountColumns) {
      const text = cells[sheet.heading.indexOf(header)] ?? ''
      if (text === '') {
        if (required !== true) continue
        const wrong = { zh: '没有填写', en: 'This is empty' }
        faults.push({ row: number, column: header, wrong, todo: { zh: '此列必填', en: 'This column must be filled in' } })
        continue
      }
      const judged = judges[field](text)
      if ('value' in judged) row[field] = judged.value
      else faults.push({ row: number, column: header, ...judged })
    }
    if (faults.length === before) rows.push(row as GivenRow)
  }
  return { rows, faults }
}
