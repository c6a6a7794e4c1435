import type { IdentityDatabase } from '../database.ts'
import { identitiesOf } from '../outside-sign-in/outside-identity.ts'
import { providerTitles } from '../outside-sign-in/provider.ts'

/** What these people can prove themselves with. */
export const factorsHeld = async (db: IdentityDatabase, people: readonly string[]) => {
  const passwords = await db.selectFrom('password').select('person_id as personId').where('person_id', 'in', people).execute()
  const passkeys = await db
    .selectFrom('passkey')
    .select(['person_id as personId', 'id', 'name'])
    .where('person_id', 'in', people)
    .where('ended_at', 'is', null)
    .orderBy('added_at')
    .execute()
  const totps = await db.selectFrom('totp').select('person_id as personId').where('person_id', 'in', people).execute()
  const phones = await db.selectFrom('phone').select(['person_id as personId', 'ending']).where('person_id', 'in', people).execute()
  const codes = await db
    .selectFrom('recovery_code')
    .select(['person_id as personId', (eb) => eb.fn.countAll<number>().as('count')])
    .where('person_id', 'in', people)
    .where('used_at', 'is', null)
    .groupBy('person_id')
    .execute()
  const identities = await identitiesOf(db, people)
  return [
    ...passwords.map(({ personId }) => ({
      personId,
      kind: 'password',
      ref: 'password',
      title: { zh: '登录密码', en: 'The password' },
      params: {},
    })),
    ...passkeys.map(({ personId, id, name }) => ({
      personId,
      kind: 'passkey',
      ref: id,
      title: { zh: '通行密钥“{name}”', en: 'The passkey "{name}"' },
      params: { name },
    })),
    ...totps.map(({ personId }) => ({
      personId,
      kind: 'totp',
      ref: 'totp',
      title: { zh: '动态验证码', en: 'One-time codes' },
      params: {},
    })),
    ...phones.map(({ personId, ending }) => ({
      personId,
      kind: 'phone',
      ref: 'phone',
      title: { zh: '短信验证手机（尾号 {ending}）', en: 'The mobile number ending in {ending}' },
      params: { ending },
    })),
    ...codes.map(({ personId, count }) => ({
      personId,
      kind: 'recovery-codes',
      ref: 'recovery-codes',
      title: { zh: '未使用的恢复码 {count} 个', en: '{count} unused recovery codes' },
      params: { count: Number(count) },
    })),
    ...identities.map(({ personId, provider }) => ({
      personId,
      kind: 'outside-identity',
      ref: provider,
      title: { zh: '可用于登录的{zh}账号', en: 'The {en} account that can be signed in with' },
      params: { ...providerTitles[provider] },
    })),
  ]
}
