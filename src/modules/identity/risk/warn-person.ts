import { open } from '../../../kernel/secrets/seal.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import type { IdentityDatabase } from '../database.ts'
import { defineJob } from '../scope.ts'
import { phonePlace } from '../sms/sms-code.ts'

/** Where nothing is known of the place; as long as a text message takes. */
const unknownPlace = '未知地点'

/**
 * Tells the person of an unusual sign-in outside the console, where whoever holds their session cannot read it away: in
 * WeCom always, by text message when the risk is high (ACC-5).
 */
export const warnPerson = defineJob({
  name: 'identity.warn-person',
  on: ['sign-in.unusual'],
  prepare: async ({ db, ports, secrets }, { entryId, subjectId }) => {
    if (ports.warn === undefined || typeof entryId !== 'string' || typeof subjectId !== 'string') return
    const entry = await db.selectFrom('ledger_entry').select('detail').where('id', '=', entryId).executeTakeFirst()
    const signIn = await signInOf(db, entry?.detail['signIn'])
    if (entry === undefined || signIn === undefined) return
    const high = entry.detail['level'] === 'high'
    const phone = high ? await db.selectFrom('phone').selectAll().where('person_id', '=', subjectId).where('enabled_at', 'is not', null).executeTakeFirst() : undefined
    const member = await db
      .selectFrom('outside_identity')
      .select('subject')
      .where('provider', '=', 'wecom')
      .where('person_id', '=', subjectId)
      .executeTakeFirst()
    const [time, place] = [shanghaiTime(signIn.at), signIn.place?.name.zh ?? unknownPlace]
    await ports.warn({
      id: entryId,
      phone: phone === undefined ? null : open(secrets.totpSecret, phone.sealed_number, phonePlace(subjectId)).toString('ascii'),
      wecomUserId: member?.subject ?? null,
      time,
      place,
      title: high ? '账号出现高风险登录' : '账号登录与平时不同',
      text: `您的微盾账号于 ${time} 在${place}登录，与平时不同。不是您本人的，请立即点开并选择“不是我”。`,
      link: new URL(`/me?sign-in=${signIn.id}`, ports.site()),
    })
  },
  run: async () => {},
})

const signInOf = async (db: IdentityDatabase, id: unknown) =>
  typeof id === 'string'
    ? db.selectFrom('sign_in').select(['id', 'at', 'place']).where('id', '=', id).executeTakeFirst()
    : undefined
