import { type Evidence, shareMeasurement } from '../../../kernel/control/measurement.ts'
import { shippedMatrix } from '../posts/permission-matrix.ts'
import { defineControl } from '../scope.ts'

export const privilegedHoldersControl = defineControl({
  id: 'identity.privileged-holders',
  title: { zh: '特权岗位人数适当', en: 'Privileged posts have few holders, and enough' },
  purpose: {
    zh: '特权岗位人少则出事时无人可替，人多则难以看住；每个岗位的人数都在规定的上下限之内。',
    en: 'With too few holders of a privileged post nobody can stand in, with too many nobody can watch them all.',
  },
  dimension: 'account',
  weight: 3,
  action: {
    sentence: {
      zh: '在“人员与岗位”中补足或减少特权岗位的人员。',
      en: 'Appoint more people to privileged posts, or take some away.',
    },
    link: '/people',
  },
  remeasureOn: ['posts.changed', 'person.joined', 'person.suspended', 'person.reinstated', 'company.set-up'],
  measure: async (db) => {
    const bounded = shippedMatrix().posts.flatMap(({ id, title, holders }) => (holders === undefined ? [] : [{ id, title, holders }]))
    const rows = await db
      .selectFrom('person_post')
      .innerJoin('person', 'person.id', 'person_post.person_id')
      .select(['person_post.post', 'person.state'])
      .where('person_post.post', 'in', ['', ...bounded.map(({ id }) => id)])
      .where('person.state', 'in', ['invited', 'active'])
      .execute()
    const evidence = bounded.flatMap(({ id, title, holders: { least, most } }): Evidence[] => {
      const holding = rows.filter(({ post }) => post === id)
      // Who was invited and has not come cannot stand in for anybody, yet takes a place.
      const active = holding.filter(({ state }) => state === 'active').length
      if (active < least) {
        const sentence = {
          zh: `“${title.zh}”在岗 {count} 人，至少须有 {least} 人`,
          en: `"${title.en}" has {count} active holders and needs {least}`,
        }
        return [{ sentence, params: { count: active, least }, link: '/people' }]
      }
      if (holding.length <= most) return []
      const sentence = {
        zh: `“${title.zh}”有 {count} 人，最多 {most} 人`,
        en: `"${title.en}" has {count} holders and may have {most}`,
      }
      return [{ sentence, params: { count: holding.length, most }, link: '/people' }]
    })
    return shareMeasurement(bounded.length, bounded.length - evidence.length, evidence)
  },
})
