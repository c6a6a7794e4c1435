import { type Evidence, shareMeasurement } from '../../../kernel/control/measurement.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { postTitle, shippedMatrix } from '../posts/permission-matrix.ts'
import { defineControl } from '../scope.ts'

/** Days back to which it looks. */
const days = 90

export const temporaryPostsControl = defineControl({
  id: 'identity.temporary-posts',
  title: { zh: '临时岗位到期结束、紧急取得及时复核', en: 'Temporary posts end, and emergencies are reviewed in time' },
  purpose: {
    zh: '临时岗位绕过了日常任命；看得见谁正在用、事后有人复核，才不会变成常设的后门。',
    en: 'A temporary post goes round ordinary appointment; seen while it runs and reviewed afterwards it is no back door.',
  },
  dimension: 'account',
  weight: 2,
  action: {
    sentence: {
      zh: '在“人员与岗位 → 临时岗位”中复核紧急取得的岗位，并提前结束不再需要的。',
      en: 'Review what was taken in an emergency and end what is no longer needed, under People, Temporary posts.',
    },
    link: '/people?tab=temporary',
  },
  remeasureOn: ['temporary-post.given', 'temporary-post.taken', 'temporary-post.ended', 'temporary-post.reviewed'],
  measure: async (db, now) => {
    const rows = await db
      .selectFrom('temporary_post')
      .innerJoin('person', 'person.id', 'temporary_post.person_id')
      .select(['post', 'ends_at', 'ended_at', 'review_due_at', 'reviewed_at', 'person.name'])
      .where('starts_at', '>', new Date(now.getTime() - days * 86_400_000))
      .orderBy('starts_at', 'desc')
      .limit(1000)
      .execute()
    const matrix = shippedMatrix()
    const late = rows.filter(({ reviewed_at: done, review_due_at: due }) => done === null && due !== null && due < now)
    const running = rows.filter(({ ended_at: ended, ends_at: ends }) => ended === null && ends > now)
    const evidence = [
      ...late.map(({ name, post }): Evidence => {
        const title = postTitle(matrix, post)
        const sentence = {
          zh: `{name} 紧急取得“${title.zh}”岗位，逾期未复核`,
          en: `That {name} took the post "${title.en}" was not reviewed in time`,
        }
        return { sentence, params: { name }, link: '/people?tab=temporary' }
      }),
      ...running.map(({ name, post, ends_at: ends }): Evidence => {
        const title = postTitle(matrix, post)
        const sentence = {
          zh: `{name} 正在临时担任“${title.zh}”，到 {until} 为止`,
          en: `{name} holds the post "${title.en}" until {until}`,
        }
        return { sentence, params: { name, until: shanghaiTime(ends) }, link: '/people?tab=temporary' }
      }),
    ]
    return shareMeasurement(rows.length, rows.length - late.length, evidence)
  },
})
