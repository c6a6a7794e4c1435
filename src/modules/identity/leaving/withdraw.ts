import type { AnyDatabase } from '../../../kernel/database/any-database.ts'
import type { RecordedEvent } from '../../../kernel/context.ts'
import { identityDatabase, type IdentityDatabase } from '../database.ts'
import { removeIdentities } from '../outside-sign-in/outside-identity.ts'
import { departmentHead } from '../people/owners.ts'
import { nextState } from '../people/person-state.ts'
import { endRunningPosts } from '../temporary-posts/end-posts.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { reach } from './reach.ts'

type Work = {
  db: AnyDatabase
  now: Date
  actorId: string | null
  record: (event: RecordedEvent) => void
  cancelObligation: (id: string, reason: string) => Promise<void>
}

const byMachine = ['totp', 'sms_code', 'phone', 'recovery_code', 'password', 'password_history', 'invitation', 'webauthn_challenge', 'authorization_request'] as const

/**
 * Takes everything from a person that this module gives, and leaves them in the state `left`. Whoever calls it has
 * locked the person (`lockLeaver`) and asked the gate.
 * @returns what was taken; a department that nobody heads now is for a person to see to
 */
export const withdraw = async (work: Work, personId: string) => {
  const { now, record } = work
  const db = identityDatabase(work.db)
  const held = await reach(work, [personId])
  const subject = { kind: 'person', id: personId }
  const { state } = await db.selectFrom('person').select('state').where('id', '=', personId).executeTakeFirstOrThrow()
  await db.updateTable('person').set({ state: nextState(state, 'leave') }).where('id', '=', personId).execute()
  record({ type: 'person.left', subject, detail: { from: state } })
  await endSessions({ db, now, record }, { personId, reason: 'left' })
  for (const table of byMachine) await db.deleteFrom(table).where('person_id', '=', personId).execute()
  await removeIdentities(db, personId, { leaving: true })
  await db
    .updateTable('passkey')
    .set({ ended_at: now, ended_because: 'removed' })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute()
  await revokeKeys(db, { ...work, personId })
  await endRunningPosts({ ...work, db }, { personId, why: 'left' })
  const posts = await db.deleteFrom('person_post').where('person_id', '=', personId).returning('post').execute()
  if (posts.length > 0) {
    const before = posts.map(({ post }) => post).toSorted()
    record({ type: 'posts.changed', subject, detail: { before, after: [], added: [], removed: before } })
  }
  const headed = await db
    .updateTable('department')
    .set({ head_id: null })
    .where('head_id', '=', personId)
    .returning(['id', 'name'])
    .execute()
  const headless = new Set<string>()
  for (const { id } of headed) {
    record({ type: 'department.changed', subject: { kind: 'department', id }, detail: { head: { from: personId, to: null } } })
    if ((await departmentHead(db, id)) === null) headless.add(id)
  }
  const taken = held.map(({ kind, ref, title, params }) => ({ kind, ref, title, params, outcome: 'withdrawn' as const }))
  const vacant = headed.filter(({ id }) => headless.has(id)).map(({ id, name }) => ({
    kind: 'department-vacant',
    ref: id,
    title: { zh: '为“{name}”指定新的负责人', en: 'Appoint a new head of {name}' },
    params: { name },
    outcome: 'manual' as const,
  }))
  const signIn = {
    kind: 'sign-in',
    ref: 'sign-in',
    title: { zh: '登录资格', en: 'Being let in at all' },
    params: {},
    outcome: 'withdrawn' as const,
  }
  return [signIn, ...taken, ...vacant]
}

/** Locked for update first, so that no call by one of them that is under way commits afterwards. */
const revokeKeys = async (db: IdentityDatabase, { personId, actorId, now, record }: Work & { personId: string }): Promise<void> => {
  const keys = await db
    .selectFrom('api_key')
    .select(['id', 'name'])
    .where('given_by', '=', personId)
    .where('revoked_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const { id, name } of keys) {
    await db
      .updateTable('api_key')
      .set({ revoked_at: now, revoked_by: actorId ?? personId })
      .where('id', '=', id)
      .execute()
    record({ type: 'api-key.revoked', subject: { kind: 'api-key', id }, detail: { name, reason: '发放人离职' } })
  }
}
