import { newId } from '../../../kernel/id.ts'
import type { VaultContext } from '../scope.ts'
import type { WatchingThresholds } from './model/thresholds.ts'
import { gradeFrom, type ReadingGrade, type ReadingJudgement, type ReadingReason } from './model/unusual-reading.ts'
import type { Standing } from './standing.ts'
import type { ReadingAlertRow } from './tables.ts'

const grades = Object.keys(gradeFrom) as readonly ReadingGrade[]
const isGraver = (grade: ReadingGrade, than: ReadingGrade): boolean => grades.indexOf(grade) > grades.indexOf(than)

/** The same reasons with the latest numbers, and those that were there before. */
const merged = (before: readonly ReadingReason[], now: readonly ReadingReason[]): readonly ReadingReason[] => [
  ...now,
  ...before.filter(({ code }) => !now.some((one) => one.code === code)),
]

type Unusual = { judgement: ReadingJudgement; standing: Standing; thresholds: WatchingThresholds; customerId?: string }

/**
 * Keeps what was unusual: a new alert, or more of the open one. What somebody found harmless stays quiet for its time, as
 * long as it is nothing graver and nothing else.
 * @returns whether anything was written
 */
export const raiseUnusual = async (ctx: VaultContext, { judgement: { grade, reasons }, standing, thresholds, customerId }: Unusual): Promise<boolean> => {
  const { actor } = ctx
  if (grade === 'normal' || actor.kind !== 'person') return false
  const { calm, open } = standing
  if (calm !== null && !isGraver(grade, calm.grade) && reasons.every(({ code }) => calm.codes.includes(code))) return false
  const detail = { grade, reasons: reasons.map(({ code, points, params }) => ({ code, points, params })), ...(customerId === undefined ? {} : { customer: customerId }) }
  if (open === null) {
    await openAlert(ctx, { kind: 'unusual', personId: actor.id, personName: actor.name, departmentId: actor.departmentId, grade, reasons, decoyId: null, readAt: ctx.now, hours: thresholds.answerHours })
    ctx.record({ type: `reading.${grade}`, subject: { kind: 'person', id: actor.id }, detail })
    return true
  }
  if (!isGraver(grade, open.grade) && reasons.every(({ code }) => open.reasons.some((known) => known.code === code))) return false
  const graver = isGraver(grade, open.grade)
  await ctx.db
    .updateTable('reading_alert')
    .set({ grade: graver ? grade : open.grade, reasons: JSON.stringify(merged(open.reasons, reasons)), last_at: ctx.now })
    .where('id', '=', open.id)
    .execute()
  ctx.record({ type: `reading.${graver ? grade : open.grade}`, subject: { kind: 'person', id: actor.id }, detail: { ...detail, alert: open.id } })
  if (graver) await tell(ctx, { id: open.id, personId: actor.id, personName: actor.name, departmentId: actor.departmentId, grade, secret: false })
  return true
}

type NewAlert = Pick<ReadingAlertRow, 'kind' | 'grade'> & {
  personId: string
  personName: string
  departmentId: string
  reasons: readonly ReadingReason[]
  decoyId: string | null
  readAt: Date
  hours: number
}

/** Keeps an alert, starts its clock and tells those who decide on it. The reader is not told. */
export const openAlert = async (ctx: VaultContext, { kind, personId, personName, departmentId, grade, reasons, decoyId, readAt, hours }: NewAlert): Promise<string> => {
  const id = newId(ctx.now.getTime())
  const { id: obligationId, dueAt } = await ctx.obligations.open({
    kind: 'vault.decide-reading',
    title: { zh: '核实 {person} 对客户信息的异常读取', en: 'Look into the unusual reading of customer data by {person}' },
    params: { person: personName },
    subject: { kind: 'reading-alert', id },
    owner: { post: 'security-administrator' },
    ...(kind === 'decoy' ? {} : { escalateTo: { post: 'department-head', departmentId } }),
    term: { hours },
    link: alertLink(id),
  })
  await ctx.db
    .insertInto('reading_alert')
    .values({
      id,
      kind,
      person_id: personId,
      department_id: departmentId,
      grade,
      reasons: JSON.stringify(reasons),
      decoy_id: decoyId,
      raised_at: ctx.now,
      last_at: readAt,
      obligation_id: obligationId,
      due_at: dueAt,
    })
    .execute()
  await tell(ctx, { id, personId, personName, departmentId, grade, secret: kind === 'decoy' })
  return id
}

const alertLink = (id: string): string => `/customers/readings?alert=${id}`

type Told = { id: string; personId: string; personName: string; departmentId: string; grade: ReadingGrade; secret: boolean }

const words = { raised: { zh: '请核实', en: 'look into it' }, throttled: { zh: '已限速', en: 'slowed down' }, blocked: { zh: '已停用', en: 'stopped' } } as const

/** The administrators, and the person's own manager unless it is about a decoy, of which no manager knows. */
const tell = async (ctx: VaultContext, { id, personId, personName, departmentId, grade, secret }: Told): Promise<void> => {
  const head = secret ? null : await ctx.ports.departmentHead(ctx.db, departmentId)
  const told = new Set([...(await ctx.ports.holders(ctx.db, { post: 'security-administrator' })), ...(head === null ? [] : [head])])
  told.delete(personId)
  const effect = secret ? words.raised : words[grade]
  for (const one of [...told].slice(0, 50)) {
    await ctx.notify(one, {
      kind: 'reading.unusual',
      sentence: { zh: `{person} 读取客户信息异常，${effect.zh}。`, en: `{person} reads customer data in an unusual way: ${effect.en}.` },
      params: { person: personName },
      link: alertLink(id),
    })
  }
}
