import type { PersonActor } from '../../../kernel/context.ts'
import { mayDo } from '../../../kernel/actor.ts'
import type { Owner } from '../../../kernel/obligation/desk.ts'
import type { VaultContext } from '../scope.ts'
import { exportTimes } from './export-life.ts'

type Asked = { id: string; askedBy: PersonActor; departmentId: string | null; sensitive: boolean; customers: number }

/** Where exports are in the console. */
export const exportsLink = '/customers/exports'

/** The head of the department decides on general data; legal on sensitive ones and where the head asks. */
const ownerOf = ({ askedBy, departmentId, sensitive }: Asked): Owner =>
  sensitive || departmentId === null || mayDo(askedBy, 'vault.decide-exports') ? { post: 'legal' } : { post: 'department-head', departmentId }

const title = { zh: '是否同意{name}导出 {customers} 位客户', en: 'Whether {name} may export {customers} customers' }

/**
 * Puts the question on the desk of the second person, with a clock.
 * @returns the obligation's id
 */
export const openAgreement = async (ctx: VaultContext, asked: Asked): Promise<string> => {
  const params = { name: asked.askedBy.name, customers: asked.customers }
  const { id } = await ctx.obligations.open({
    kind: 'vault.export-agreement',
    title,
    params,
    subject: { kind: 'vault-export', id: asked.id },
    owner: ownerOf(asked),
    escalateTo: { post: 'legal' },
    term: { hours: exportTimes.decideHours },
    link: exportsLink,
  })
  return id
}
