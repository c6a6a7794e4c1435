import { z } from 'zod'
import type { Sentence } from '../../../kernel/sentence.ts'

/** One thing that is wrong in a file: where, what, and what to do. */
export type FileFault = { sheet: string; row: number; column: string; wrong: Sentence; todo: Sentence }

const todos: Readonly<Record<string, Sentence>> = {
  term: { zh: '填写 1 至 24 个字的词语', en: 'Write a term of 1 to 24 characters' },
  effect: { zh: '填写“禁用”或“放行”（deny、allow）', en: 'Write deny or allow' },
  category: {
    zh: '从类别表中选一个，例如“绝对化用语”，或留空',
    en: 'Use one of the categories, such as absolute_term, or leave it empty',
  },
  severity: { zh: '填写“禁止”“需判断”或“留证”（block、warn、note）', en: 'Write block, warn or note' },
  off: { zh: '填写“是”或“否”（true、false）', en: 'Write true or false' },
  rule: {
    zh: '填写内置规则的编号，可在“现行规则”中查到',
    en: 'Write the id of a shipped rule; the list of rules shows it',
  },
  reason: { zh: '写明改动的理由', en: 'Say why it is changed' },
  id: {
    zh: '编号以 company. 开头，共三段，例如 company.brand.slogan',
    en: 'Ids begin with company. and have three parts, such as company.brand.slogan',
  },
  since: { zh: '写成 2026-06-01 这样的日期', en: 'Write a date such as 2026-06-01' },
  cite: {
    zh: '填写法条编号；没有法条的，写 company-policy',
    en: 'Name an article; write company-policy where there is none',
  },
  hit: { zh: '至少写一个应当命中的例句', en: 'Give at least one sentence that it must find' },
  miss: { zh: '至少写一个不应命中的例句', en: 'Give at least one sentence that it must leave alone' },
  patterns: { zh: '检查模式的写法，可参照内置规则', en: 'Check the pattern; shipped rules show how to write one' },
}

const usual: Sentence = { zh: '按要求改正后重新导入', en: 'Correct it and import again' }

/** What to do about a field that is wrong. */
export const todoFor = (field: string): Sentence => todos[field] ?? usual

const inChinese = z.locales.zhCN().localeError
const inEnglish = z.locales.en().localeError

export type FieldFault = { path: readonly PropertyKey[]; wrong: Sentence }

/** What a schema has against a value, in both languages; an empty list and the parsed value when nothing. */
export const parseFields = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): { data: z.output<Schema>; faults: readonly [] } | { data: undefined; faults: readonly FieldFault[] } => {
  const zh = schema.safeParse(value, { error: inChinese })
  if (zh.success) return { data: zh.data, faults: [] }
  const en = schema.safeParse(value, { error: inEnglish })
  const english = en.success ? [] : en.error.issues
  return {
    data: undefined,
    faults: zh.error.issues.map(({ path, message }, at) => ({
      path,
      wrong: { zh: message, en: english[at]?.message ?? message },
    })),
  }
}
