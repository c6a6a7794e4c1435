import { sql } from 'kysely'
import type { HeldSection, HolderTools } from '../../../kernel/personal-data.ts'
import { say, type Sentence } from '../../../kernel/sentence.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { fieldKinds } from '../fields/kinds.ts'
import { readingPurposes } from '../reading/purposes.ts'
import { vaultEvents } from '../vocabulary.ts'

/** The latest rows of the record that a copy holds. */
const most = 2_000

const events: Readonly<Record<string, Sentence>> = vaultEvents
const kinds: Readonly<Record<string, { title: Sentence }>> = fieldKinds
const purposes: Readonly<Record<string, Sentence>> = readingPurposes

const texts = {
  title: { zh: '谁在何时看过、改过您的信息', en: 'Who saw or changed your data, and when' },
  time: { zh: '时间', en: 'Time' },
  who: { zh: '谁', en: 'Who' },
  what: { zh: '做了什么', en: 'What' },
  which: { zh: '涉及的信息', en: 'Which data' },
  purpose: { zh: '用途', en: 'Purpose' },
  program: { zh: '系统', en: 'The program' },
  more: { zh: '共 {all} 条，此处列出最近 {shown} 条。', en: '{all} entries, of which the latest {shown} are shown.' },
} as const satisfies Record<string, Sentence>

const namesIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])

/** The access record of a customer, for the customer: the reasons that colleagues wrote stay inside. */
export const accessRows = async ({ db, locale }: Pick<HolderTools, 'db' | 'locale'>, id: string): Promise<HeldSection> => {
  const t = (key: keyof typeof texts): string => texts[key][locale]
  const found = db.selectFrom('ledger_entry').where((eb) =>
    eb.or([
      eb.and([eb('subject_kind', '=', 'customer'), eb('subject_id', '=', id)]),
      eb.and([eb('subject_kind', '=', 'customers'), sql<boolean>`detail -> 'customers' @> ${JSON.stringify([id])}::jsonb`]),
    ]),
  )
  const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const entries = await found
    .select(['at', 'type', 'actor_name', 'detail'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  const named = (list: Readonly<Record<string, Sentence>>, key: unknown): string =>
    typeof key === 'string' ? (list[key]?.[locale] ?? key) : ''
  return {
    key: 'access-record',
    title: t('title'),
    columns: [t('time'), t('who'), t('what'), t('which'), t('purpose')],
    rows: entries.map(({ at, type, actor_name: name, detail }) => [
      shanghaiTime(at),
      name ?? t('program'),
      named(events, type),
      namesIn(detail['kinds']).map((kind) => kinds[kind]?.title[locale] ?? kind).join(locale === 'zh' ? '、' : ', '),
      named(purposes, detail['purpose']),
    ]),
    ...(total > entries.length ? { note: say(texts.more, locale, { all: total, shown: entries.length }) } : {}),
  }
}
