import type { z } from 'zod'
import { type Locale, say, type Sentence, type SentenceParams } from '../../kernel/sentence.ts'
import { shanghaiTime } from '../../kernel/shanghai-time.ts'
import type { itemSchema, leavingSchema } from './fields.ts'
import type { Checkpoint, Position } from '../../kernel/ledger/positions.ts'
import { leavingEvents } from './vocabulary.ts'

type Facts = {
  leaving: z.output<typeof leavingSchema> | z.input<typeof leavingSchema>
  items: readonly z.input<typeof itemSchema>[]
  positions: readonly Position[]
  checkpoint: Checkpoint | null
  now: Date
  locale: Locale
}

const texts = {
  title: { zh: '权限收回证明', en: 'Certificate of withdrawal' },
  subtitle: { zh: '{name}（{department}）离职', en: 'Leaving of {name} ({department})' },
  person: { zh: '离职人员', en: 'Person' },
  reason: { zh: '离职原因', en: 'Reason' },
  carriedOut: { zh: '办理时间', en: 'Carried out' },
  by: { zh: '办理人', en: 'By' },
  takeover: { zh: '接手人', en: 'Takes over' },
  result: { zh: '结论', en: 'Result' },
  issued: { zh: '出具时间', en: 'Issued' },
  complete: { zh: '全部 {count} 项均已收回', en: 'All {count} items are withdrawn' },
  open: {
    zh: '已收回 {withdrawn} 项，处理中 {pending} 项，待人工办理 {manual} 项',
    en: '{withdrawn} withdrawn, {pending} pending, {manual} to be done by hand',
  },
  withdrawn: { zh: '已收回', en: 'Withdrawn' },
  pending: { zh: '处理中', en: 'Pending' },
  manual: { zh: '待人工办理', en: 'To be done by hand' },
  item: { zh: '事项', en: 'Item' },
  time: { zh: '时间', en: 'Time' },
  proof: { zh: '证明', en: 'Proof' },
  entry: { zh: '台账条目', en: 'Ledger entry' },
  leaf: { zh: '叶序号', en: 'Leaf' },
  unsealed: { zh: '待封存', en: 'not sealed yet' },
  atomic: { zh: '与办理同时生效', en: 'In the same transaction as the leaving' },
  dueBy: { zh: '期限 {due}', en: 'due by {due}' },
  ledger: { zh: '台账位置', en: 'Places in the ledger' },
  ledgerHint: {
    zh: '台账逐条封存，叶序号指条目在默克尔树（RFC 6962）中的位置。核对时，由审计员按条目编号出具存证证明。',
    en: 'Each entry is sealed; its leaf is its place in the Merkle tree (RFC 6962). An auditor issues the proof by the entry id.',
  },
  checkpoint: { zh: '校验点：共 {size} 条，{at}，根哈希 {root}', en: 'Checkpoint: {size} entries, {at}, root {root}' },
  noCheckpoint: { zh: '台账尚未封存，请稍后重新出具。', en: 'The ledger is not sealed yet; issue this again in a moment.' },
  footer: {
    zh: '本证明由微盾根据出具时的系统状态生成，时间均为北京时间。',
    en: 'Made by Weidun from its state at the time of issue; times are those of Asia/Shanghai.',
  },
  none: { zh: '—', en: '—' },
} as const satisfies Record<string, Sentence>

/**
 * What the certificate of withdrawal says: each item with its proof and its place in the ledger. Pure; made to be
 * rendered as a printable page or as a PDF.
 */
export const certificateModel = ({ leaving, items, positions, checkpoint, now, locale }: Facts) => {
  const t = (key: keyof typeof texts, params: SentenceParams = {}): string => say(texts[key], locale, params)
  const time = (at: string | Date | null): string => (at === null ? t('none') : shanghaiTime(new Date(at)))
  const { withdrawn, pending, manual, person } = leaving
  const bySubject = Map.groupBy(positions, ({ subjectId }) => subjectId)
  const leafOf = ({ leaf }: Position): string => (leaf === null ? t('unsealed') : String(leaf))
  const eventOf = ({ type }: Position): string => {
    const known: Readonly<Record<string, Sentence>> = leavingEvents
    return Object.hasOwn(known, type) && known[type] !== undefined ? say(known[type], locale) : type
  }
  const proofOf = (item: Facts['items'][number]): string => {
    const parts = [item.proof, item.note, item.state === 'manual' && item.dueAt !== null ? t('dueBy', { due: time(item.dueAt) }) : null]
    const known = parts.filter((part) => part !== null)
    return known.length === 0 ? t(item.state === 'withdrawn' ? 'atomic' : 'none') : known.join('；')
  }
  const rowOf = (item: Facts['items'][number]): string[] => {
    const last = bySubject.get(item.id)?.at(-1)
    return [
      item.title,
      time(item.settledAt),
      proofOf(item),
      last?.entryId ?? t('none'),
      last === undefined ? t('none') : leafOf(last),
    ]
  }
  const columns = (['item', 'time', 'proof', 'entry', 'leaf'] as const).map((key) => t(key))
  const sections = (['manual', 'pending', 'withdrawn'] as const).flatMap((state) => {
    const rows = items.filter((item) => item.state === state).map(rowOf)
    return rows.length === 0 ? [] : [{ heading: t(state), paragraphs: [], table: { columns, rows } }]
  })
  const own = bySubject.get(leaving.id) ?? []
  return {
    title: t('title'),
    subtitle: t('subtitle', { name: person.name, department: person.departmentName }),
    facts: [
      { label: t('person'), value: `${person.name}（${person.departmentName}）` },
      { label: t('reason'), value: leaving.reason },
      { label: t('carriedOut'), value: time(leaving.endedAt) },
      { label: t('by'), value: leaving.begunBy?.name ?? t('none') },
      { label: t('takeover'), value: leaving.takeover?.name ?? t('none') },
      {
        label: t('result'),
        value: pending + manual === 0 ? t('complete', { count: withdrawn }) : t('open', { withdrawn, pending, manual }),
      },
      { label: t('issued'), value: time(now) },
    ],
    sections: [
      ...sections,
      {
        heading: t('ledger'),
        paragraphs: [
          t('ledgerHint'),
          checkpoint === null
            ? t('noCheckpoint')
            : t('checkpoint', { size: checkpoint.size, at: time(checkpoint.at), root: checkpoint.root }),
        ],
        table: {
          columns: [t('entry'), t('item'), t('time'), t('leaf')],
          rows: own.map((position) => [position.entryId, eventOf(position), time(position.at), leafOf(position)]),
        },
      },
    ],
    footer: t('footer'),
  }
}
