import { newId } from '../../../kernel/id.ts'
import type { Owner } from '../../../kernel/obligation/desk.ts'
import type { SealedColumn } from '../../../kernel/secrets/rotation.ts'
import { sealerIn } from '../../../kernel/secrets/sealing-keys.ts'
import type { AccountsContext } from '../scope.ts'
import type { MarketingAccount } from '../tables.ts'
import { alertTimes } from './alert-settings.ts'
import { findPlace, gazetteerOf, type Gazetteer } from './parse/find-place.ts'
import { alertLink, openSteps } from './steps/open-steps.ts'
import type { AlertSource, PlatformAlert } from './tables.ts'
import type { AlertFacts } from './triage/history.ts'
import { loadHistory } from './triage/load-history.ts'
import { type TriageVerdict, triageAlert } from './triage/triage-alert.ts'

export type NewAlert = Pick<PlatformAlert, 'action' | 'ip' | 'device' | 'app'> & {
  at: Date | null
  placeWords: string | null
  forgedHosts: readonly string[]
  text: string | null
  source: AlertSource
  sourceKey: string | null
  reportedBy: string | null
  subjectId: string | null
}

let gazetteer: Gazetteer | undefined

/** The places of the table of addresses, for reading and for comparing; compiled once. */
export const placesOf = (ports: Pick<AccountsContext['ports'], 'knownPlaces'>): Gazetteer => {
  gazetteer ??= gazetteerOf(ports.knownPlaces())
  return gazetteer
}

/** Where it was: by the address where that has a place, by the words otherwise. */
const whereOf = ({ ports }: AccountsContext, { ip, placeWords }: NewAlert): Pick<AlertFacts, 'place' | 'network'> => {
  const found = ip === null ? null : ports.whereaboutsOf(ip)
  const words = placeWords === null ? null : placesOf(ports).placeOf(placeWords)
  const place = found?.place ?? words
  // A city that the words name says more than a country or a province of the tables.
  const finer = words !== null && words !== 'abroad' && found?.place?.city === null && words.country === found.place.country ? words : place
  return { place: finer, network: found?.network ?? null }
}

/** What was pasted may hold telephone numbers and codes. */
export const sealedTextColumn: SealedColumn = { table: 'platform_alert', column: 'sealed_text', id: 'id' }

export const textPlace = (alertId: string) => ({ table: 'platform_alert', column: 'sealed_text', row: alertId })

/**
 * Keeps an alert with the machine's verdict, starts the clock of its triage and opens what that verdict asks for.
 */
export const takeInAlert = async (
  ctx: AccountsContext,
  account: MarketingAccount,
  alert: NewAlert,
): Promise<{ id: string; verdict: TriageVerdict; dueAt: Date }> => {
  const id = newId(ctx.now.getTime())
  const where = whereOf(ctx, alert)
  const history = await loadHistory(ctx, { account, subjectId: alert.subjectId, at: alert.at ?? ctx.now })
  const { verdict, score, reasons } = triageAlert(history, { ...alert, ...where, reportedAt: ctx.now })
  const { coreMinutes, otherMinutes } = await alertTimes(ctx)
  const administrators: Owner = { post: 'security-administrator' }
  const first = alert.subjectId ?? account.owner_id
  const firstIsActive = (await ctx.ports.people(ctx.db, [first])).get(first)?.active === true
  const { id: triageId, dueAt } = await ctx.obligations.open({
    kind: 'accounts.triage-alert',
    title: { zh: '核实“{account}”的平台告警：是不是本人', en: 'Triage an alert of {account}: was it one of us' },
    params: { account: account.name },
    subject: { kind: 'platform-alert', id },
    owner: firstIsActive ? { personId: first } : administrators,
    escalateTo: administrators,
    term: { minutes: account.core ? coreMinutes : otherMinutes },
    link: alertLink(id),
  })
  const seal = alert.text === null ? null : await sealerIn(ctx)
  await ctx.db
    .insertInto('platform_alert')
    .values({
      id,
      account_id: account.id,
      source: alert.source,
      source_key: alert.sourceKey,
      reported_at: ctx.now,
      reported_by: alert.reportedBy,
      subject_id: alert.subjectId,
      sealed_text: seal === null || alert.text === null ? null : seal(alert.text, textPlace(id)),
      action: alert.action,
      happened_at: alert.at,
      ip: alert.ip,
      place_words: alert.placeWords,
      device: alert.device,
      app: alert.app,
      forged_hosts: JSON.stringify(alert.forgedHosts),
      place: where.place === null ? null : JSON.stringify(where.place),
      network: where.network === null ? null : JSON.stringify(where.network),
      verdict,
      score,
      reasons: JSON.stringify(reasons),
      triage_id: triageId,
      due_at: dueAt,
    })
    .execute()
  if (verdict !== 'likely-genuine') await openSteps(ctx, { alertId: id, account, verdict })
  ctx.record({
    type: 'alert.reported',
    subject: { kind: 'platform-alert', id },
    // Addresses, places and words of the alert stay out: they are in its row, for whoever may see them.
    detail: {
      account: account.id, source: alert.source, action: alert.action, verdict, score, dueAt: dueAt.toISOString(),
      reasons: reasons.map(({ code, points }) => ({ code, points })),
    },
  })
  if (verdict === 'likely-stolen') await tellOfTheft(ctx, account, id)
  await askUsers(ctx, { account, alert, id, toldOwner: verdict === 'likely-stolen' })
  return { id, verdict, dueAt }
}

type Asking = { account: MarketingAccount; alert: NewAlert; id: string; toldOwner: boolean }

/** Whoever may have been it is asked at the bell, in words that tell nothing of anybody else. */
const askUsers = async (ctx: AccountsContext, { account, alert, id, toldOwner }: Asking): Promise<void> => {
  const seats = await ctx.db
    .selectFrom('account_seat')
    .select('person_id')
    .where('account_id', '=', account.id)
    .where('withdrawn_at', 'is', null)
    .orderBy('since')
    .limit(50)
    .execute()
  const users = alert.subjectId === null ? [account.owner_id, ...seats.map((seat) => seat.person_id)] : [alert.subjectId]
  for (const personId of new Set(users)) {
    if (personId === alert.reportedBy || (toldOwner && personId === account.owner_id)) continue
    await ctx.notify(personId, {
      kind: 'alert.is-it-you',
      sentence: { zh: '“{account}”收到一条平台告警，请看是不是您本人操作。', en: 'A platform sent an alert of {account}; please see whether it was you.' },
      params: { account: account.name },
      link: alertLink(id),
    })
  }
}

/** Those who can act at once are told at the bell, besides their desk. */
const tellOfTheft = async (ctx: AccountsContext, account: MarketingAccount, id: string): Promise<void> => {
  const told = new Set([
    account.owner_id,
    ...(account.stand_in_id === null ? [] : [account.stand_in_id]),
    ...(await ctx.ports.holders(ctx.db, { post: 'security-administrator' })),
  ])
  for (const personId of [...told].slice(0, 50)) {
    await ctx.notify(personId, {
      kind: 'alert.likely-stolen',
      sentence: { zh: '“{account}”很可能被盗，请立即按步骤处置。', en: '{account} is likely stolen; take the steps now.' },
      params: { account: account.name },
      link: alertLink(id),
    })
  }
}

/** The words for a place in a text of another source, such as a line of a log. */
export const placeIn = (ports: Pick<AccountsContext['ports'], 'knownPlaces'>, text: string): string | null =>
  findPlace(text, placesOf(ports))?.value ?? null
