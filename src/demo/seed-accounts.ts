import type { InputOf, OutputOf } from '../client.ts'
import type { Actor } from '../kernel/actor.ts'
import { beijingDate } from '../kernel/calendar/beijing-time.ts'
import { randomToken } from '../kernel/secrets/random-token.ts'
import type { Operations } from '../main.ts'
import { accounts, company, credentials, linkedApps, seats } from './company.ts'

export type AccountTools = {
  call: <Name extends Operations['name']>(
    actor: Actor,
    name: Name,
    input: InputOf<Operations, Name>,
  ) => Promise<OutputOf<Operations, Name>>
  administrator: Actor
  as: (loginName: string) => Promise<Actor>
  personId: (loginName: string) => string
  departmentId: string
  /** The present, in milliseconds. */
  end: number
}

const day = 86_400_000

/** Registers the accounts with who may do what on them, and the secrets that open them. */
export const registerAccounts = async (tools: AccountTools): Promise<readonly string[]> => {
  const { call, administrator, personId, departmentId, end } = tools
  const ids: string[] = []
  for (const { verifiedFor, standIn, factors, ...account } of accounts) {
    const { id } = await call(administrator, 'accounts.register-account', {
      ...account,
      departmentId,
      ownerId: personId('linxiao'),
      standInId: standIn === null ? null : personId(standIn),
      factors: [...factors],
      verifiedSubject: verifiedFor === null ? null : company,
      verificationExpiresOn: verifiedFor === null ? null : beijingDate(new Date(end + verifiedFor * day)),
    })
    ids.push(id)
  }
  const accountId = (index: number): string => ids[index] ?? ''
  for (const { account, person, right, way } of seats) {
    const seat = { accountId: accountId(account), personId: personId(person), right, way, endsAt: null }
    await call(administrator, 'accounts.grant-seat', seat)
  }
  for (const { account, tokenDays, purposes, scopes, name } of linkedApps) {
    await call(administrator, 'accounts.link-app', {
      accountId: accountId(account),
      name,
      appId: null,
      purposes: [...purposes],
      scopes: [...scopes],
      tokenExpiresAt: tokenDays === null ? null : new Date(end + tokenDays * day).toISOString(),
    })
  }
  for (const { account, owner, purposes, scopes, ...credential } of credentials) {
    await call(administrator, 'accounts.store-credential', {
      ...credential,
      accountId: account === null ? null : accountId(account),
      ownerId: personId(owner),
      purposes: [...purposes],
      scopes: [...scopes],
      value: randomToken(24),
    })
  }
  return ids
}

/** Seats were used, and a shared password was checked out. */
export const useAccounts = async (
  { call, administrator, as, personId }: AccountTools,
  { accountIds, now }: { accountIds: readonly string[]; now: Date },
): Promise<void> => {
  for (const [index, id] of accountIds.entries()) {
    const { seats: held } = await call(administrator, 'accounts.view-account', { id })
    for (const { person, usedDaysAgo } of seats.filter(({ account }) => account === index)) {
      const seat = held.find((each) => each.person.id === personId(person))
      if (seat === undefined) throw new Error(`${person} has no seat`)
      if (usedDaysAgo === null) continue
      const at = new Date(now.getTime() - usedDaysAgo * day).toISOString()
      await call(administrator, 'accounts.record-seat-use', { id: seat.id, at })
    }
  }
  const { items } = await call(administrator, 'accounts.list-credentials', { kind: 'password' })
  for (const { id } of items) {
    const reveal = { id, reason: 'platform-check' as const, explanation: '微博要求重新登录，回复粉丝留言' }
    await call(await as('linxiao'), 'accounts.reveal-credential', reveal)
  }
}
