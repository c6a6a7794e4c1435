import { z } from 'zod'
import { isUniqueViolation } from '../../../kernel/database/index.ts'
import { newId } from '../../../kernel/id.ts'
import * as fields from '../fields.ts'
import { departmentNamed } from '../people/department-named.ts'
import { endHeadships } from '../people/end-headships.ts'
import { lockPerson } from '../people/posts-of.ts'
import { defineOperation, type IdentityContext } from '../scope.ts'
import { actingPerson } from '../signed-in.ts'
import { newLoginName } from '../sign-in/login-name.ts'
import { headMovesByHand, loginNameUnfit, proposalChanged } from './problems.ts'
import { listProposals, type Proposal, type ProposalKind } from './proposals.ts'

const provider = 'wecom'

const subject = z.string().min(1).max(256)

/** What an administrator decided of one member, with what they were shown of it. */
const decision = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('link'), subject, personId: z.uuid() }),
  z.strictObject({ kind: z.literal('add'), subject, name: fields.personName, departmentName: fields.departmentName }),
  z.strictObject({ kind: z.literal('rename'), subject, name: fields.personName }),
  z.strictObject({ kind: z.literal('move'), subject, departmentName: fields.departmentName }),
])

type Decision = z.output<typeof decision>

export const applyDirectory = defineOperation({
  name: 'identity.apply-contact-book',
  summary: { zh: '按通讯录关联、新增、改名、换部门', en: 'Link, add, rename and move people as the contact book proposes' },
  effect: 'change',
  permission: 'identity.manage-people',
  fresh: true,
  records: ['person.linked', 'person.invited', 'person.changed', 'department.added', 'department.changed'],
  input: z.strictObject({ items: z.array(decision).min(1).max(200) }),
  output: z.object({ applied: z.int() }),
  run: async (ctx, { items }) => {
    const ordered = items.toSorted((one, other) => (one.subject < other.subject ? -1 : 1))
    for (const item of ordered) await apply(ctx, item)
    return { applied: ordered.length }
  },
})

/** What still stands of it. @throws Problem `directory.proposal-changed` when nothing does */
const standing = async ({ db }: IdentityContext, item: Decision): Promise<Proposal> => {
  // What a person chose among those who are alike, and whether to add one who is alike, is theirs to decide.
  const kinds: readonly ProposalKind[] =
    item.kind === 'link' || item.kind === 'add' ? [item.kind, 'choose', item.kind === 'link' ? 'add' : 'link'] : [item.kind]
  for (const kind of kinds) {
    const [found] = await listProposals(db, { kind, subjects: [item.subject] }, { limit: 1, offset: 0 })
    if (found !== undefined) return found
  }
  throw proposalChanged({ subject: item.subject })
}

const apply = async (ctx: IdentityContext, item: Decision): Promise<void> => {
  const proposal = await standing(ctx, item)
  const shown = 'name' in item ? item.name === proposal.name : true
  const placed = 'departmentName' in item ? item.departmentName === proposal.departmentName : true
  if (!shown || !placed) throw proposalChanged({ subject: item.subject })
  switch (item.kind) {
    case 'link':
      return link(ctx, item)
    case 'add':
      return add(ctx, proposal)
    case 'rename':
      return rename(ctx, proposal)
    case 'move':
      return move(ctx, proposal)
  }
}

/** Who a member is: a way in for whoever signs in by WeCom, so it is never decided by the name alone. */
const link = async (ctx: IdentityContext, { subject: member, personId }: { subject: string; personId: string }): Promise<void> => {
  await lockPerson(ctx.db, personId)
  await ctx.db
    .insertInto('outside_identity')
    .values({ provider, subject: member, person_id: personId, linked_at: ctx.now, linked_by: actingPerson(ctx.actor) })
    .execute()
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? proposalChanged({ subject: member }) : error
    })
  ctx.record({ type: 'person.linked', subject: { kind: 'person', id: personId }, detail: { provider, member } })
}

/** As invited and without a post: an administrator hands out the invitation, and gives posts. */
const add = async (ctx: IdentityContext, proposal: Proposal): Promise<void> => {
  const loginName = newLoginName.safeParse(proposal.subject)
  if (!loginName.success) throw loginNameUnfit({ subject: proposal.subject })
  const id = newId(ctx.now.getTime())
  const departmentId = await departmentNamed(ctx, proposal.departmentName)
  await ctx.db
    .insertInto('person')
    .values({
      id,
      name: proposal.name,
      login_name: loginName.data,
      department_id: departmentId,
      state: 'invited',
      added_at: ctx.now,
      last_sign_in_at: null,
    })
    .execute()
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? loginNameUnfit({ subject: proposal.subject }) : error
    })
  ctx.record({ type: 'person.invited', subject: { kind: 'person', id }, detail: { department: departmentId, by: provider } })
  await link(ctx, { subject: proposal.subject, personId: id })
}

const rename = async (ctx: IdentityContext, { personId, name }: Proposal): Promise<void> => {
  const person = await lockPerson(ctx.db, personId ?? '')
  await ctx.db.updateTable('person').set({ name }).where('id', '=', person.id).execute()
  ctx.record({ type: 'person.changed', subject: { kind: 'person', id: person.id }, detail: { renamed: true, by: provider } })
}

const move = async (ctx: IdentityContext, { personId, personName, byHand, departmentName: name }: Proposal): Promise<void> => {
  if (byHand) throw headMovesByHand({ name: personName ?? '' })
  const person = await lockPerson(ctx.db, personId ?? '')
  const departmentId = await departmentNamed(ctx, name)
  await ctx.db.updateTable('person').set({ department_id: departmentId }).where('id', '=', person.id).execute()
  ctx.record({
    type: 'person.changed',
    subject: { kind: 'person', id: person.id },
    detail: { renamed: false, department: { from: person.department_id, to: departmentId }, by: provider },
  })
  await endHeadships(ctx, { personId: person.id, departmentId })
}
