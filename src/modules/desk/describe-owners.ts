import type { Transaction } from 'kysely'
import type { Owner } from '../../kernel/obligation/desk.ts'
import type { Sentence } from '../../kernel/sentence.ts'
import type { KernelTables } from '../../kernel/tables.ts'
import type { DeskPorts } from './scope.ts'

/** Says who each owner is, in order: `王敏（市场部）`, `法务`, `部门负责人（市场部）`. */
export const describeOwners = async (
  db: Transaction<KernelTables>,
  owners: readonly (Owner | undefined)[],
  ports: DeskPorts,
): Promise<readonly Sentence[]> => {
  const personIds = owners.flatMap((owner) => (owner !== undefined && 'personId' in owner ? [owner.personId] : []))
  const people = personIds.length === 0 ? new Map<string, never>() : await ports.people(db, [...new Set(personIds)])
  const inDepartment = owners.some((owner) => owner !== undefined && 'post' in owner && owner.departmentId !== undefined)
  const departments = new Map((inDepartment ? await ports.departments(db) : []).map(({ id, name }) => [id, name]))
  return owners.map((owner) => {
    if (owner === undefined) return { zh: '', en: '' }
    if ('personId' in owner) {
      const person = people.get(owner.personId)
      return person === undefined ? former : withDepartment({ zh: person.name, en: person.name }, person.departmentName)
    }
    const title = ports.postTitle(owner.post) ?? { zh: owner.post, en: owner.post }
    return withDepartment(title, owner.departmentId === undefined ? undefined : departments.get(owner.departmentId))
  })
}

const former: Sentence = { zh: '已不在册的人员', en: 'Somebody no longer on the list' }

const withDepartment = ({ zh, en }: Sentence, department: string | undefined): Sentence =>
  department === undefined ? { zh, en } : { zh: `${zh}（${department}）`, en: `${en} (${department})` }
