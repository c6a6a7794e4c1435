import { z } from 'zod'
import { say } from '../../../kernel/sentence.ts'
import { openerOf } from '../../../kernel/secrets/sealing-keys.ts'
import { ownerOfRow } from '../../../kernel/obligation/owner.ts'
import { maskPersonalData } from '../../../screening/personal-data/index.ts'
import { platformField } from '../platforms.ts'
import { type AccountsContext, actingPerson, defineOperation } from '../scope.ts'
import { decisionGate, needsSecond } from './alert-gate.ts'
import { actionField } from './alert-fields.ts'
import { type AlertReach, decidesAll, findAlert, hasSeat, reasonFor, seesVerdict } from './alert-reach.ts'
import { alertDecisions, type PlatformAlert } from './tables.ts'
import { textPlace } from './take-in-alert.ts'
import { thresholds, verdicts } from './triage/triage-alert.ts'

const person = z.object({ id: z.uuid(), name: z.string() })
const reasonView = z.object({ code: z.string(), points: z.int(), text: z.string() })

export const viewAlert = defineOperation({
  name: 'accounts.view-alert',
  summary: { zh: '查看一条平台告警的判断、步骤和证据', en: 'See an alert of a platform with its verdict, steps and evidence' },
  effect: 'read',
  permission: 'signed-in',
  records: ['alert.viewed'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    id: z.uuid(),
    account: person.extend({ platform: platformField, core: z.boolean() }),
    source: z.enum(['pasted', 'wecom-log']),
    reportedAt: z.iso.datetime(),
    reportedBy: person.nullable(),
    subject: person.nullable(),
    text: z.string().nullable(),
    action: actionField,
    at: z.iso.datetime().nullable(),
    ip: z.string().nullable(),
    placeWords: z.string().nullable(),
    /** Where the address is by our own tables. */
    place: z.string().nullable(),
    network: z.string().nullable(),
    device: z.string().nullable(),
    app: z.string().nullable(),
    /** `own` and `seat`: the verdict is not shown before somebody decided; `seat`: nor address and place. */
    reach: z.enum(['everything', 'account', 'own', 'seat']),
    verdict: z.enum(verdicts).nullable(),
    score: z.int().nullable(),
    reasons: z.array(reasonView),
    /** Sums of points at which the verdict changes. */
    thresholds: z.object({ stolen: z.int(), genuine: z.int() }),
    dueAt: z.iso.datetime(),
    claim: z.object({ by: person, at: z.iso.datetime(), statement: z.string() }).nullable(),
    decision: z.object({ value: z.enum(alertDecisions), by: person, at: z.iso.datetime(), reason: z.string().nullable(), overruled: z.boolean() }).nullable(),
    case: z.object({ openedAt: z.iso.datetime(), closedAt: z.iso.datetime().nullable(), outcome: z.string().nullable() }).nullable(),
    steps: z.array(
      z.object({
        id: z.uuid(),
        step: z.string(),
        title: z.string(),
        path: z.string(),
        proofWanted: z.string(),
        owner: z.string(),
        dueAt: z.iso.datetime(),
        state: z.enum(['open', 'done', 'cancelled']),
        proof: z.string().nullable(),
        settledAt: z.iso.datetime().nullable(),
        mine: z.boolean(),
      }),
    ),
    evidence: z.array(z.object({ digest: z.string(), name: z.string(), addedAt: z.iso.datetime(), addedBy: z.string() })),
    /** What the reader may do now. */
    may: z.object({
      claim: z.boolean(), decide: z.boolean(), openCase: z.boolean(), closeCase: z.boolean(), addEvidence: z.boolean(),
    }),
    /** Why it cannot be called genuine by the reader yet. */
    genuineNeeds: z.string().nullable(),
    needsSecond: z.boolean(),
  }),
  run: async (ctx, { id }) => {
    const { alert, account, reach } = await findAlert(ctx, id)
    const decided = alert.decision !== null
    const inner = seesVerdict(reach)
    const steps = inner ? await stepsOf(ctx, id) : []
    const evidence = inner ? await evidenceOf(ctx, id) : []
    const named = [alert.reported_by, alert.subject_id, alert.claimed_by, alert.decided_by, ...evidence.map((one) => one.added_by)]
    const people = await ctx.ports.people(ctx.db, named.filter((one) => one !== null))
    const personOf = (personId: string) => ({ id: personId, name: people.get(personId)?.name ?? '' })
    const perhaps = (personId: string | null) => (personId === null ? null : personOf(personId))
    const me = actingPerson(ctx)
    const hidden = !inner && !decided
    const bySeat = reach === 'seat'
    const isSubject = alert.subject_id === null ? await mayHaveBeen(ctx, account) : alert.subject_id === me
    const gate = decisionGate({
      decision: 'genuine', core: account.core, verdict: alert.verdict, deciderId: me ?? '', administrator: decidesAll(ctx),
      claimedBy: alert.claimed_by, hasReason: true,
    })
    ctx.record({ type: 'alert.viewed', subject: { kind: 'platform-alert', id }, detail: { reach } })
    return {
      id,
      account: { id: account.id, name: account.name, platform: account.platform, core: account.core },
      source: alert.source,
      reportedAt: alert.reported_at.toISOString(),
      reportedBy: bySeat ? null : perhaps(alert.reported_by),
      subject: perhaps(alert.subject_id),
      text: await textOf(ctx, alert, reach),
      action: alert.action,
      at: alert.happened_at?.toISOString() ?? null,
      ip: bySeat ? null : alert.ip,
      placeWords: bySeat ? null : alert.place_words,
      place: bySeat || alert.place === null || alert.place === 'abroad' ? null : alert.place.name[ctx.locale],
      network: bySeat ? null : (alert.network?.name?.[ctx.locale] ?? null),
      device: alert.device,
      app: alert.app,
      reach,
      verdict: hidden ? null : alert.verdict,
      score: hidden ? null : alert.score,
      reasons: !inner ? ownReasons(ctx, alert) : alert.reasons.map((reason) => reasonFor(ctx, reach, reason)),
      thresholds,
      dueAt: alert.due_at.toISOString(),
      claim: bySeat || alert.claimed_by === null || alert.claimed_at === null
        ? null
        : { by: personOf(alert.claimed_by), at: alert.claimed_at.toISOString(), statement: alert.claim_statement ?? '' },
      decision: alert.decision === null || alert.decided_by === null || alert.decided_at === null
        ? null
        : {
            value: alert.decision, by: personOf(alert.decided_by), at: alert.decided_at.toISOString(), reason: alert.decision_reason,
            overruled: machineWas(alert) !== null && machineWas(alert) !== alert.decision,
          },
      case: !inner || alert.case_opened_at === null
        ? null
        : { openedAt: alert.case_opened_at.toISOString(), closedAt: alert.case_closed_at?.toISOString() ?? null, outcome: alert.case_outcome },
      steps,
      evidence: evidence.map((one) => ({
        digest: one.digest, name: one.name, addedAt: one.added_at.toISOString(), addedBy: people.get(one.added_by)?.name ?? '',
      })),
      may: {
        claim: !decided && alert.claimed_by === null && me !== null && isSubject,
        decide: !decided && inner,
        openCase: alert.case_opened_at === null && inner && alert.decision !== 'genuine' && alert.decision !== 'forged',
        closeCase: alert.case_opened_at !== null && alert.case_closed_at === null && reach === 'everything',
        addEvidence: me !== null && !bySeat,
      },
      genuineNeeds: gate.reasons[0] === undefined ? null : say(gate.reasons[0].sentence, ctx.locale, gate.reasons[0].params),
      needsSecond: needsSecond({ core: account.core, verdict: alert.verdict }),
    }
  },
})

const machineWas = ({ verdict }: Pick<PlatformAlert, 'verdict'>) =>
  verdict === 'unclear' ? null : verdict === 'likely-stolen' ? 'stolen' : 'genuine'

/** What tells of nobody but the reader and the text itself. */
const ownReasons = (ctx: AccountsContext, { reasons }: PlatformAlert) =>
  reasons.filter(({ code }) => code === 'forged-link').map((reason) => reasonFor(ctx, 'own', reason))

/** Whoever uses the account may say that it was them. */
const mayHaveBeen = async (ctx: AccountsContext, account: { id: string; owner_id: string; stand_in_id: string | null }): Promise<boolean> => {
  const me = actingPerson(ctx)
  return me !== null && (me === account.owner_id || me === account.stand_in_id || (await hasSeat(ctx, account.id, me)))
}

/** What was pasted: whole for who pasted it, with telephone numbers and the like masked for others. */
const textOf = async (ctx: AccountsContext, alert: PlatformAlert, reach: AlertReach): Promise<string | null> => {
  const own = alert.reported_by === actingPerson(ctx)
  if (alert.sealed_text === null || (!seesVerdict(reach) && !own)) return null
  const open = await openerOf(ctx, [alert.sealed_text])
  const text = open(alert.sealed_text, textPlace(alert.id))
  return own ? text : maskPersonalData(text)
}

const stepsOf = async (ctx: AccountsContext, alertId: string) => {
  const rows = await ctx.db
    .selectFrom('platform_alert_step as step')
    .innerJoin('obligation', 'obligation.id', 'step.obligation_id')
    .select(['step.id', 'step.step', 'step.title', 'step.path', 'step.proof_wanted', 'step.state', 'step.proof', 'step.settled_at'])
    .select(['obligation.due_at', 'obligation.owner_person', 'obligation.owner_post', 'obligation.owner_department'])
    .where('step.alert_id', '=', alertId)
    .orderBy('step.place')
    .execute()
  const people = await ctx.ports.people(ctx.db, rows.flatMap((row) => (row.owner_person === null ? [] : [row.owner_person])))
  const administrators = ctx.locale === 'zh' ? '安全管理员' : 'security administrators'
  return rows.map((row) => {
    const owner = ownerOfRow(row)
    const me = actingPerson(ctx)
    return {
      id: row.id,
      step: row.step,
      title: say(row.title, ctx.locale),
      path: say(row.path, ctx.locale),
      proofWanted: say(row.proof_wanted, ctx.locale),
      owner: owner !== undefined && 'personId' in owner ? (people.get(owner.personId)?.name ?? '') : administrators,
      dueAt: row.due_at.toISOString(),
      state: row.state,
      proof: row.proof,
      settledAt: row.settled_at?.toISOString() ?? null,
      mine: row.state === 'open' && (decidesAll(ctx) || (owner !== undefined && 'personId' in owner && owner.personId === me)),
    }
  })
}

const evidenceOf = ({ db }: AccountsContext, alertId: string) =>
  db.selectFrom('platform_alert_evidence').select(['digest', 'name', 'added_at', 'added_by']).where('alert_id', '=', alertId).orderBy('added_at').orderBy('id').execute()
