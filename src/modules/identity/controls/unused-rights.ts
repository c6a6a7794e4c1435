import { type Evidence, shareMeasurement } from '../../../kernel/control/measurement.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { postTitle } from '../posts/permission-matrix.ts'
import { defineControl } from '../scope.ts'
import { findUnused } from '../unused-rights/unused-rights.ts'
import { useFacts } from '../unused-rights/use-facts.ts'

/** @param namedPermissions the permissions that the program's operations name */
export const unusedRightsControl = (namedPermissions: () => readonly string[]) =>
  defineControl({
    id: 'identity.unused-rights',
    title: { zh: '没有长期闲置的岗位', en: 'No post lies idle' },
    purpose: {
      zh: '闲置的权限没有人留意，被盗用时也不易发现；用不到的应当收回。',
      en: 'Nobody watches a right that lies idle, nor notices when it is stolen; what is not used is taken back.',
    },
    dimension: 'account',
    weight: 2,
    action: {
      sentence: {
        zh: '在“人员与岗位 → 闲置权限”中收回不再需要的岗位。',
        en: 'Take back posts that are no longer needed, under People, Unused rights.',
      },
      link: '/people?tab=unused',
    },
    remeasureOn: ['posts.changed', 'person.suspended', 'person.reinstated', 'matrix.changed'],
    measure: async (db, now) => {
      const facts = await useFacts(db, { named: namedPermissions(), now })
      const { posts, judged } = findUnused(facts)
      const shown = posts.slice(0, 50)
      const names = await db
        .selectFrom('person')
        .select(['id', 'name'])
        .$if(shown.length > 0, (query) => query.where('id', 'in', shown.map(({ personId }) => personId)))
        .limit(50)
        .execute()
      const evidence = shown.map(({ personId, post, lastUsedAt }): Evidence => {
        const title = postTitle(facts.matrix, post)
        const name = names.find(({ id }) => id === personId)?.name ?? ''
        return lastUsedAt === null
          ? {
              sentence: {
                zh: `{name} 从未用过“${title.zh}”的权限`,
                en: `{name} never used a right of "${title.en}"`,
              },
              params: { name },
              link: '/people?tab=unused',
            }
          : {
              sentence: {
                zh: `{name} 已有 {days} 天没有用过“${title.zh}”的权限，最近一次是 {at}`,
                en: `{name} has used no right of "${title.en}" for {days} days; the last time was {at}`,
              },
              params: { name, days: Math.floor((now.getTime() - lastUsedAt.getTime()) / 86_400_000), at: shanghaiTime(lastUsedAt) },
              link: '/people?tab=unused',
            }
      })
      return shareMeasurement(judged, judged - posts.length, evidence)
    },
  })
