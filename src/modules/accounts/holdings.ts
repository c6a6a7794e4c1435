import type { Kysely } from 'kysely'
import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { Owner } from '../../kernel/obligation/desk.ts'
import type { Sentence, SentenceParams } from '../../kernel/sentence.ts'
import type { KernelTables } from '../../kernel/tables.ts'
import { knownBy } from './credentials/known-by.ts'
import type { AccountsTables } from './tables.ts'

const accountsDatabase = (db: AnyDatabase) => db as Kysely<AccountsTables & KernelTables>

const ownedBy = (db: AnyDatabase, people: readonly string[]) =>
  accountsDatabase(db)
    .selectFrom('marketing_account')
    .select(['id', 'name', 'owner_id as personId'])
    .where('owner_id', 'in', people)
    .where('state', '=', 'active')
    .orderBy('name')
    .orderBy('id')
    .limit(1_000)
    .execute()

const seatsOf = (db: AnyDatabase, people: readonly string[]) =>
  accountsDatabase(db)
    .selectFrom('account_seat')
    .innerJoin('marketing_account as account', 'account.id', 'account_seat.account_id')
    .select(['account_seat.id', 'account.name', 'account_seat.person_id as personId', 'account.id as accountId'])
    .select('account_seat.withdrawal_id as withdrawalId')
    .where('account_seat.person_id', 'in', people)
    .where('account_seat.withdrawn_at', 'is', null)
    .orderBy('account.name')
    .orderBy('account_seat.id')
    .limit(1_000)
    .execute()

// Whoever looks after an account or has a seat gets in at the platform, whether or not they may sign in here.
const opens = 'by-itself' as const

const reach = async ({ db }: { db: AnyDatabase }, people: readonly string[]) => [
  ...(await ownedBy(db, people)).map(({ id, name, personId }) => ({
    personId,
    kind: 'account',
    ref: id,
    opens,
    title: { zh: '负责的营销账号“{name}”', en: 'The marketing account "{name}" that they look after' },
    params: { name },
    link: `/accounts?account=${id}`,
  })),
  ...(await seatsOf(db, people)).map(({ id, name, personId, accountId }) => ({
    personId,
    kind: 'seat',
    ref: id,
    opens,
    title: { zh: '营销账号“{name}”的席位', en: 'A seat on the marketing account "{name}"' },
    params: { name },
    link: `/accounts?account=${accountId}`,
  })),
  ...(await knownBy(accountsDatabase(db), people)).map(({ id, name, knowerId, owns }) => ({
    personId: knowerId,
    kind: 'credential',
    ref: id,
    opens,
    title: owns
      ? { zh: '负责的凭证“{name}”', en: 'The credential "{name}" that they answer for' }
      : { zh: '知道凭证“{name}”当前的值', en: 'They know the present value of the credential "{name}"' },
    params: { name },
    link: `/accounts/credentials?credential=${id}`,
  })),
]

/** What whoever takes things back has for this module: the transaction, and obligations of it. */
type Withdrawing = {
  db: AnyDatabase
  oblige: (thing: { title: Sentence; params: SentenceParams }, owner?: Owner) => Promise<{ id: string; dueAt: Date }>
  cancelObligation: (id: string, reason: string) => Promise<void>
}

/** The obligation of one seat: the one that its register entry has, or a new one that the entry keeps from now on. */
const withdrawSeat = async (
  { db, oblige }: Withdrawing,
  { id, name, withdrawalId }: Awaited<ReturnType<typeof seatsOf>>[number],
) => {
  const thing = {
    title: {
      zh: '在平台后台收回营销账号“{name}”的席位，并在登记中收回',
      en: 'Take back the seat on the marketing account "{name}" at the platform, and in the register',
    },
    params: { name },
  }
  const obligationId = withdrawalId ?? (await oblige(thing)).id
  await accountsDatabase(db).updateTable('account_seat').set({ withdrawal_id: obligationId }).where('id', '=', id).execute()
  return { kind: 'seat', ref: id, ...thing, outcome: 'manual' as const, obligationId }
}

/** The same of a credential whose value the leaver knows, in place of what was asked before. */
const replaceCredential = async (
  { db, oblige, cancelObligation }: Withdrawing,
  credential: Awaited<ReturnType<typeof knownBy>>[number],
) => {
  const { id, name, owns } = credential
  const thing = {
    title: owns
      ? { zh: '更换凭证“{name}”，并登记新的责任人', en: 'Replace the credential "{name}", and enter who answers for it' }
      : { zh: '更换凭证“{name}”', en: 'Replace the credential "{name}"' },
    params: { name },
  }
  const item = { kind: 'credential', ref: id, ...thing, outcome: 'manual' as const }
  const asked = await oblige(thing, owns ? undefined : { personId: credential.owner_id })
  if (credential.rotation_id !== null) await cancelObligation(credential.rotation_id, '责任人或知情人离职，改由离职事项跟进')
  const due = credential.due_at < asked.dueAt ? credential.due_at : asked.dueAt
  await accountsDatabase(db).updateTable('credential').set({ rotation_id: asked.id, due_at: due }).where('id', '=', id).execute()
  return { ...item, obligationId: asked.id }
}

/** What happens on a platform nobody can do from here: a person does it, and then enters it in the register. */
const withdraw = async (work: Withdrawing, personId: string) => {
  const accounts = (await ownedBy(work.db, [personId])).map(({ id, name }) => ({
    kind: 'account',
    ref: id,
    title: {
      zh: '移交营销账号“{name}”：在平台上更换管理员和密码，并登记新的负责人',
      en: 'Hand over the marketing account "{name}": change administrator and password on the platform, enter the new owner',
    },
    params: { name },
    outcome: 'manual' as const,
  }))
  const seats = []
  for (const seat of await seatsOf(work.db, [personId])) seats.push(await withdrawSeat(work, seat))
  const credentials = []
  for (const known of await knownBy(accountsDatabase(work.db), [personId], { lock: true })) {
    credentials.push(await replaceCredential(work, known))
  }
  return [...accounts, ...seats, ...credentials]
}

/** What people hold in this module, and how it is taken back when they leave. */
export const holdings = { reach, withdraw }
