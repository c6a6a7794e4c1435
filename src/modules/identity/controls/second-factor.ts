import { factorsOfPeople } from '../factors/factors-of-people.ts'
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
      zh: '请尚未启用的人员在“我的账号”中添加通行密钥或绑定动态验证码。',
      en: 'Have those without one add a passkey or one-time codes on their account page.',
    },
    link: '/people',
  },
  remeasureOn: [
    'totp.enabled',
    'totp.disabled',
    'passkey.added',
    'passkey.removed',
    'passkey.cloned',
    'phone.enabled',
    'phone.removed',
    'factors.reset',
    'person.joined',
    'person.suspended',
    'person.reinstated',
    'person.left',
  ],
  measure: async (db) => {
    const people = await db
      .selectFrom('person')
      .select(['id', 'name'])
      .where('state', '=', 'active')
      .orderBy('name')
      .orderBy('id')
      .execute()
    const factors = await factorsOfPeople(db, people.map(({ id }) => id))
    const without = people.filter(({ id }) => !factors.has(id))
    const evidence = without.map(
      ({ name }): Evidence => ({
        sentence: { zh: '{name} 尚未启用第二重验证', en: '{name} has no second factor' },
        params: { name },
        link: '/people',
      }),
    )
    return shareMeasurement(people.length, people.length - without.length, evidence)
  },
})
