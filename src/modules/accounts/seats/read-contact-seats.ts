import { defineJob, type AccountsContext, type SeatsRead } from '../scope.ts'
import { compareSeats, wecomSeats } from './contact-seats.ts'

/** Working days in which a seat is registered or taken back. */
const workingDays = 3
const timeoutMs = 60_000

type Prepared = SeatsRead | null

/** Asks WeCom once a day who may have customers there, and has the differences from the register seen to. */
export const readContactSeats = defineJob<Prepared>({
  name: 'accounts.read-contact-seats',
  schedule: '20 7 * * *',
  prepare: async ({ db, ports }) => {
    if (ports.contactSeats === undefined) return null
    const account = await db.selectFrom('marketing_account').select('id').where('platform', '=', 'wecom').where('state', '=', 'active').limit(1).executeTakeFirst()
    return account === undefined ? null : ports.contactSeats(AbortSignal.timeout(timeoutMs))
  },
  run: async (ctx, _, read) => {
    if (read === null) return
    const account = await ctx.db
      .selectFrom('marketing_account')
      .select(['id', 'owner_id'])
      .where('platform', '=', 'wecom')
      .where('state', '=', 'active')
      .orderBy('registered_at')
      .orderBy('id')
      .forUpdate()
      .executeTakeFirst()
    if (account === undefined) return
    const subject = { kind: 'account', id: account.id }
    if (read.kind === 'failed') {
      ctx.record({ type: 'contact-seats.not-read', subject, detail: { reason: read.sentence.en } })
      return
    }
    const there = await keep(ctx, read.members)
    const compared = compareSeats({ there, registered: await wecomSeats(ctx.db) })
    const differing = new Set(compared.unregistered.map(({ member }) => member))
    const asked = await settle(ctx, { there: new Set(there.map(({ member }) => member)), differing })
    for (const { member, personId } of compared.unregistered) {
      if (!asked.has(member)) await ask(ctx, { account, member, personId })
    }
    ctx.record({
      type: 'contact-seats.read',
      subject,
      detail: { members: there.length, unregistered: compared.unregistered.length, withoutRight: compared.withoutRight.length },
    })
  },
})

/** Keeps who is there now; who is not there any more stays until their obligation is settled. */
const keep = async (ctx: AccountsContext, members: readonly string[]) => {
  const there = []
  for (const member of [...new Set(members)].toSorted()) {
    const personId = await ctx.ports.personByWecom(ctx.db, member)
    await ctx.db
      .insertInto('wecom_contact_seat')
      .values({ member, person_id: personId, first_seen_at: ctx.now, seen_at: ctx.now, obligation_id: null })
      .onConflict((conflict) => conflict.column('member').doUpdateSet({ person_id: personId, seen_at: ctx.now }))
      .execute()
    there.push({ member, personId })
  }
  return there
}

type Found = { there: ReadonlySet<string>; differing: ReadonlySet<string> }

/** Meets the obligations whose difference is gone, and forgets members who are not there any more. Says which stay open. */
const settle = async (ctx: AccountsContext, { there, differing }: Found): Promise<ReadonlySet<string>> => {
  const rows = await ctx.db.selectFrom('wecom_contact_seat').select(['member', 'obligation_id']).orderBy('member').forUpdate().execute()
  const open = new Set<string>()
  for (const { member, obligation_id: obligation } of rows) {
    if (obligation !== null && differing.has(member)) open.add(member)
    if (obligation !== null && !differing.has(member)) {
      await ctx.obligations.meet(obligation, { readAt: ctx.now.toISOString() })
      await ctx.db.updateTable('wecom_contact_seat').set({ obligation_id: null }).where('member', '=', member).execute()
    }
    if (!there.has(member)) await ctx.db.deleteFrom('wecom_contact_seat').where('member', '=', member).execute()
  }
  return open
}

type Asked = { account: { id: string; owner_id: string }; member: string; personId: string | null }

const ask = async (ctx: AccountsContext, { account, member, personId }: Asked): Promise<void> => {
  const people = await ctx.ports.people(ctx.db, [account.owner_id, ...(personId === null ? [] : [personId])])
  const name = personId === null ? undefined : people.get(personId)?.name
  const owned = account.owner_id !== personId && people.get(account.owner_id)?.active === true
  const { id } = await ctx.obligations.open({
    kind: 'accounts.contact-seat',
    title: {
      zh: '企业微信成员“{member}”能联系客户，登记簿里却没有席位：请登记，或在企业微信收回',
      en: 'The WeCom member {member} may have customers but has no seat in the register: register it, or take it back in WeCom',
    },
    params: { member: name === undefined ? member : `${name}（${member}）` },
    subject: { kind: 'account', id: account.id },
    owner: owned ? { personId: account.owner_id } : { post: 'security-administrator' },
    escalateTo: { post: 'security-administrator' },
    term: { workingDays },
    link: `/accounts?account=${account.id}`,
  })
  await ctx.db.updateTable('wecom_contact_seat').set({ obligation_id: id }).where('member', '=', member).execute()
}
