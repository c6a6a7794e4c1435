import { type Evidence, shareMeasurement } from '../../../kernel/control/measurement.ts'
import { mustChangePassword } from '../password/password-age.ts'
import { passwordSettingsOf } from '../password/read-settings.ts'
import { defineControl } from '../scope.ts'

export const passwordsInTimeControl = defineControl({
  id: 'identity.passwords-in-time',
  title: { zh: '密码按期更换', en: 'Passwords changed in time' },
  purpose: {
    zh: '泄露而无人察觉的密码，用不了多久就会失效。',
    en: 'A password that leaked unnoticed is of no use for long.',
  },
  dimension: 'account',
  weight: 3,
  action: {
    sentence: {
      zh: '请逾期未改的人员登录后修改密码；不再使用的账号请停用。',
      en: 'Have those who are late sign in and change their password; suspend accounts that nobody uses.',
    },
    link: '/people',
  },
  remeasureOn: [
    'password.changed',
    'password.change-demanded',
    'password-settings.changed',
    'person.joined',
    'person.suspended',
    'person.left',
    'person.reinstated',
  ],
  measure: async (db, now) => {
    const settings = await passwordSettingsOf(db)
    const people = await db
      .selectFrom('person')
      .innerJoin('password', 'password.person_id', 'person.id')
      .select(['person.name', 'password.changed_at', 'password.must_change_since'])
      .where('person.state', '=', 'active')
      .orderBy('password.changed_at')
      .orderBy('person.id')
      .execute()
    const late = people.filter((person) =>
      mustChangePassword({ changedAt: person.changed_at, mustChangeSince: person.must_change_since }, now, settings),
    )
    const evidence = late.map(({ name, must_change_since: demanded }): Evidence => ({
      sentence:
        demanded === null
          ? { zh: '{name} 的密码已到期，尚未更换', en: 'The password of {name} has expired' }
          : { zh: '{name} 尚未按要求修改密码', en: '{name} has not changed the password as demanded' },
      params: { name },
      link: '/people',
    }))
    return shareMeasurement(people.length, people.length - late.length, evidence)
  },
})
