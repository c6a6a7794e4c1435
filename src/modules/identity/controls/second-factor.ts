import { type Evidence, shareMeasurement } from '../../../kernel/control/measurement.ts'
import { defineControl } from '../scope.ts'

export const secondFactorControl = defineControl({
  id: 'identity.second-factor',
  title: { zh: '已启用第二重验证的人员', en: 'People with a second factor' },
  purpose: {
    zh: '密码被盗时，第二重验证仍可阻止他人登录。',
    en: 'When a password is stolen, a second factor still keeps others out.',
  },
  dimension: 'account',
  weight: 5,
  action: {
    sentence: {
      zh: '请尚未启用的人员在“我的账号”中绑定动态验证码。',
      en: 'Have those without one set up one-time codes on their account page.',
    },
    link: '/people',
  },
  remeasureOn: [
    'totp.enabled',
    'totp.disabled',
    'totp.reset',
    'person.joined',
    'person.suspended',
    'person.reinstated',
  ],
  measure: async (db) => {
    const { total } = await db
      .selectFrom('person')
      .where('state', '=', 'active')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    const without = await db
      .selectFrom('person')
      .leftJoin('totp', (join) => join.onRef('totp.person_id', '=', 'person.id').on('totp.enabled_at', 'is not', null))
      .select(['person.id', 'person.name'])
      .where('person.state', '=', 'active')
      .where('totp.person_id', 'is', null)
      .orderBy('person.name')
      .orderBy('person.id')
      .execute()
    const evidence = without.map(
      ({ name }): Evidence => ({
        sentence: { zh: '{name} 尚未启用第二重验证', en: '{name} has no second factor' },
        params: { name },
        link: '/people',
      }),
    )
    return shareMeasurement(total, total - without.length, evidence)
  },
})
