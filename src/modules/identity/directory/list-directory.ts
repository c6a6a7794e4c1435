import { z } from 'zod'
import { offsetOf, pageFields } from '../../../kernel/page.ts'
import type { IdentityDatabase } from '../database.ts'
import { defineOperation } from '../scope.ts'
import { departureReasons, memberStates } from './contact-book.ts'
import { countHeld, listHeld } from './held-departures.ts'
import { candidatesFor, countProposals, listProposals, type ProposalKind, proposalKinds } from './proposals.ts'

const provider = 'wecom'

const candidateSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  loginName: z.string(),
  departmentName: z.string(),
  state: z.enum(['invited', 'active', 'suspended', 'left']),
})

const kinds = [...proposalKinds, 'held'] as const

export const listDirectory = defineOperation({
  name: 'identity.list-contact-book',
  summary: { zh: '按通讯录查看谁会被关联、新增、改名、换部门', en: 'List who would be linked, added, renamed or moved by the contact book' },
  effect: 'read',
  permission: 'identity.manage-people',
  records: ['directory.viewed'],
  input: z.strictObject({ kind: z.enum(kinds).default('link'), ...pageFields }),
  output: z.object({
    total: z.int(),
    items: z.array(
      z.object({
        subject: z.string(),
        name: z.string(),
        departmentName: z.string(),
        memberState: z.enum(memberStates),
        person: z.object({ id: z.uuid(), name: z.string(), departmentName: z.string() }).nullable(),
        byHand: z.boolean(),
        candidates: z.array(candidateSchema),
        /** Of those who wait for a decision whether they have left. */
        departure: z.object({ id: z.uuid(), why: z.enum(departureReasons), learnedAt: z.iso.datetime() }).nullable(),
      }),
    ),
  }),
  run: async (ctx, { kind, page, pageSize }) => {
    const range = { limit: pageSize, offset: offsetOf({ page, pageSize }) }
    const isHeld = kind === 'held'
    const total = isHeld ? await countHeld(ctx.db, provider) : await countProposals(ctx.db, { kind })
    const items = isHeld ? await listHeld(ctx.db, provider, range) : await listItems(ctx.db, kind, range)
    ctx.record({ type: 'directory.viewed', subject: { kind: 'directory', id: provider }, detail: { kind, page, shown: items.length } })
    return { total, items }
  },
})

type Range = { limit: number; offset: number }

const listItems = async (db: IdentityDatabase, kind: ProposalKind, range: Range) => {
  const proposals = await listProposals(db, { kind }, range)
  const candidates = kind === 'choose' ? await candidatesFor(db, proposals.map(({ subject }) => subject)) : new Map()
  return proposals.map(({ subject, name, departmentName, state, personId, personName, personDepartment, byHand }) => ({
    subject,
    name,
    departmentName,
    memberState: state,
    person:
      personId === null ? null : { id: personId, name: personName ?? '', departmentName: personDepartment ?? '' },
    byHand,
    candidates: [...(candidates.get(subject) ?? [])],
    departure: null,
  }))
}
