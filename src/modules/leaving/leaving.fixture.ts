import { sql } from 'kysely'
import { newId } from '../../kernel/id.ts'
import type { TestApp } from '../../../test/harness.ts'
import type { OutsideOutcome, OutsideWithdrawal } from './ports.ts'

/** Gives a person everything that identity knows of: sessions, factors, a password, an identity outside and an API key. */
export const equip = async ({ db, clock }: Pick<TestApp, 'db' | 'clock'>, personId: string) => {
  const at = clock.now()
  const later = new Date(at.getTime() + 3_600_000)
  const bytes = (byte: number): Buffer => Buffer.concat([Buffer.from(personId.replaceAll('-', ''), 'hex'), Buffer.alloc(16, byte)])
  const sessionIds = [newId(), newId()]
  for (const [index, id] of sessionIds.entries()) {
    await sql`
      insert into session (id, token_digest, person_id, assurance, began_at, last_seen_at, expires_at, proven_at, rotated_at)
      values (${id}, ${bytes(index)}, ${personId}, 'totp', ${at}, ${at}, ${later}, ${at}, ${at})`.execute(db)
  }
  await sql`insert into sign_in_ticket (token_digest, person_id, expires_at, failures, device_digest) values (${bytes(9)}, ${personId}, ${later}, 0, ${bytes(8)})`.execute(db)
  await sql`insert into password (person_id, hash, changed_at) values (${personId}, ${'x'.repeat(90)}, ${at})`.execute(db)
  await sql`insert into totp (person_id, sealed_secret, begun_at, enabled_at) values (${personId}, ${bytes(1)}, ${at}, ${at})`.execute(db)
  await sql`insert into phone (person_id, sealed_number, ending, begun_at, enabled_at) values (${personId}, ${bytes(1)}, '4321', ${at}, ${at})`.execute(db)
  await sql`insert into recovery_code (person_id, digest) values (${personId}, ${bytes(1)}), (${personId}, ${bytes(2)})`.execute(db)
  await sql`
    insert into passkey (id, person_id, name, credential_id, public_key, sign_count, aaguid, single_device, transports, attestation_format, attestation, added_at)
    values (${newId()}, ${personId}, '办公电脑', ${bytes(3)}, ${bytes(4)}, 0, ${newId()}, true, '{}', 'none', ${bytes(5)}, ${at})`.execute(db)
  await sql`insert into outside_identity (provider, subject, person_id, linked_at) values ('dingtalk', ${personId}, ${personId}, ${at})`.execute(db)
  await sql`
    insert into authorization_request (state_digest, provider, person_id, device_digest, expires_at)
    values (${bytes(7)}, 'oidc', ${personId}, ${bytes(8)}, ${later})`.execute(db)
  const keyId = newId()
  await sql`
    insert into api_key (id, name, token_digest, ending, operations, posts, calls_per_minute, given_by, given_at, expires_at)
    values (${keyId}, ${`官网 ${personId.slice(-6)}`}, ${bytes(6)}, 'abcd', '{content.check}', '{legal}', 60, ${personId}, ${at}, ${later})`.execute(db)
  return { sessionIds, keyId }
}

/**
 * An outside app that keeps to its own protocol: a member is disabled by one call that may be repeated under one id, and
 * customers go over a day later, unless it refuses.
 */
export const standIn = () => {
  const calls: string[] = []
  const disabled = new Set<string>()
  let broken = false
  const carryOnMember = async ({ id, ref }: { id: string; ref: string }): Promise<OutsideOutcome> => {
    calls.push(id)
    if (broken) throw new Error('The line is down')
    disabled.add(ref)
    return { kind: 'done', proof: `member ${ref} disabled` }
  }
  const member: OutsideWithdrawal = {
    kind: 'stand-in-member',
    plan: async (_db, { personId }) => [
      { ref: personId, title: { zh: '停用平台成员', en: 'Disable the member' }, params: {}, progress: {} },
    ],
    carryOn: carryOnMember,
  }
  const customers: OutsideWithdrawal = {
    kind: 'stand-in-customers',
    plan: async (_db, { takeoverId }) =>
      takeoverId === null
        ? []
        : [{ ref: 'customers', title: { zh: '移交客户', en: 'Hand over customers' }, params: {}, progress: { asked: false } }],
    carryOn: async ({ progress, now }): Promise<OutsideOutcome> => {
      if (progress['asked'] !== true) {
        return {
          kind: 'again',
          after: new Date(now.getTime() + 86_400_000),
          note: { sentence: { zh: '{count} 位客户待生效', en: '{count} customers wait' }, params: { count: 250 } },
          progress: { asked: true },
        }
      }
      return {
        kind: 'refused',
        note: { sentence: { zh: '{count} 位客户拒绝移交', en: '{count} customers refused' }, params: { count: 3 } },
        proof: 'errcode 40130 for 3 of 250',
      }
    },
  }
  return { member, customers, calls, disabled, breakLine: (yes: boolean) => { broken = yes } }
}
