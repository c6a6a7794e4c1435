import type { IdentityDatabase } from '../database.ts'

/** Ways in that run out by themselves and stand until then: sessions, half-finished sign-ins, invitations, API keys. */
export const heldUntil = async ({ db, now }: { db: IdentityDatabase; now: Date }, people: readonly string[]) => {
  const sessions = await db
    .selectFrom('session')
    .select(['person_id as personId', (eb) => eb.fn.countAll<number>().as('count')])
    .where('person_id', 'in', people)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .groupBy('person_id')
    .execute()
  const tickets = await db
    .selectFrom('sign_in_ticket')
    .select('person_id as personId')
    .distinct()
    .where('person_id', 'in', people)
    .where('expires_at', '>', now)
    .execute()
  const invitations = await db
    .selectFrom('invitation')
    .select('person_id as personId')
    .where('person_id', 'in', people)
    .where('expires_at', '>', now)
    .execute()
  const keys = await db
    .selectFrom('api_key')
    .select(['id', 'name', 'given_by as personId'])
    .where('given_by', 'in', people)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('given_at')
    .execute()
  return [
    ...sessions.map(({ personId, count }) => ({
      personId,
      kind: 'session',
      ref: 'sessions',
      title: { zh: '登录会话 {count} 个', en: '{count} sessions' },
      params: { count: Number(count) },
    })),
    ...tickets.map(({ personId }) => ({
      personId,
      kind: 'session',
      ref: 'tickets',
      title: { zh: '未完成的登录', en: 'A half-finished sign-in' },
      params: {},
    })),
    ...invitations.map(({ personId }) => ({
      personId,
      kind: 'invitation',
      ref: 'invitation',
      title: { zh: '未使用的邀请链接', en: 'An unused invitation' },
      params: {},
    })),
    ...keys.map(({ personId, id, name }) => ({
      personId,
      kind: 'api-key',
      ref: id,
      title: { zh: '发放的接口密钥“{name}”', en: 'The API key "{name}" that they gave' },
      params: { name },
    })),
  ]
}
