import { sql, type RawBuilder } from 'kysely'
import type { IdentityDatabase } from '../database.ts'
import { headPost } from '../posts/posts-gate.ts'
import type { MemberState } from './contact-book.ts'

/**
 * What the contact book of WeCom proposes, by kind. `link`: a person here with the same sign-in name as the member's id and the same
 * name, both linked to nobody yet. `choose`: somebody here is alike in one of the two, or the id is no sign-in name, so a
 * person has to decide. `add`: nobody here is alike. `rename`, `move`: of linked people. `unseen`: linked people who are not shown to us.
 */
export const proposalKinds = ['link', 'choose', 'add', 'rename', 'move', 'unseen'] as const
export type ProposalKind = (typeof proposalKinds)[number]

/** Where somebody goes whose department the directory does not tell. */
export const noDepartment = '未分配部门'

export type Proposal = {
  subject: string
  name: string
  departmentName: string
  state: MemberState
  /** The person here whom it concerns; of `link` the one who would be linked. */
  personId: string | null
  personName: string | null
  personDepartment: string | null
  /** Whether they head a department by post: nobody gains another department's rights by a directory. */
  byHand: boolean
}

type Filter = { kind: ProposalKind; subjects?: readonly string[] }

const linkedPerson = sql`
  outside_identity o on o.provider = m.provider and o.subject = m.subject
  join person p on p.id = o.person_id
  join department d on d.id = p.department_id`

/** Somebody who would be the same person by both, and is linked to no other member. */
const sameInBoth = sql`
  (person p join department d on d.id = p.department_id)
  on p.login_name = lower(m.subject) and p.name = m.name and p.state <> 'left'
    and p.id not in (select person_id from outside_identity taken where taken.provider = 'wecom')`

// Lists instead of correlated queries: each is read once, however many members there are.
const isLinked = sql`m.subject in (select subject from outside_identity o where o.provider = 'wecom')`
const isAlike = sql`(m.name in (select name from person) or lower(m.subject) in (select login_name from person))`
/** Whether the member's id can be a sign-in name here (see sign-in/login-name.ts). */
const fitsSignIn = sql`(length(m.subject) between 3 and 60 and m.subject ~ '^[A-Za-z0-9][A-Za-z0-9._@-]*$')`
const inService = sql`m.state in ('active', 'inactive')`
const headsByPost = sql<boolean>`exists (
  select from person_post post where post.person_id = p.id and post.post = ${headPost}
  union all select from temporary_post post where post.person_id = p.id and post.post = ${headPost} and post.ended_at is null
  union all select from department headed where headed.head_id = p.id)`
const target = sql`coalesce(m.department_name, ${noDepartment})`

const parts: Readonly<Record<ProposalKind, { join: RawBuilder<unknown>; where: RawBuilder<unknown> }>> = {
  link: { join: sql`join ${sameInBoth}`, where: sql`${inService} and not ${isLinked}` },
  choose: { join: sql`left join ${sameInBoth}`, where: sql`${inService} and not ${isLinked} and p.id is null and (${isAlike} or not ${fitsSignIn} or m.name = '')` },
  add: { join: sql`left join ${sameInBoth}`, where: sql`${inService} and not ${isLinked} and m.name <> '' and not ${isAlike} and ${fitsSignIn}` },
  rename: { join: sql`join ${linkedPerson}`, where: sql`${inService} and p.state <> 'left' and m.name <> '' and m.name <> p.name` },
  move: {
    join: sql`join ${linkedPerson}`,
    where: sql`${inService} and p.state <> 'left' and m.department_name is not null and m.department_name <> d.name`,
  },
  unseen: { join: sql`join ${linkedPerson}`, where: sql`m.state = 'unseen' and p.state <> 'left'` },
}

const found = ({ kind, subjects }: Filter): RawBuilder<unknown> => {
  const { join, where } = parts[kind]
  const among = subjects === undefined ? sql`` : sql` and m.subject in (${sql.join(subjects)})`
  return sql`from directory_member m ${join} where m.provider = 'wecom' and ${where}${among}`
}

/** How many proposals there are of a kind. */
export const countProposals = async (db: IdentityDatabase, filter: Filter): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count ${found(filter)}`.execute(db)
  return rows[0]?.count ?? 0
}

/** Proposals of a kind, by name of the member. */
export const listProposals = async (
  db: IdentityDatabase,
  filter: Filter,
  { limit, offset }: { limit: number; offset: number },
): Promise<readonly Proposal[]> => {
  const { rows } = await sql<Proposal>`
    select m.subject, m.name, ${target} as "departmentName", m.state, p.id as "personId", p.name as "personName",
      d.name as "personDepartment", (p.id is not null and ${headsByPost}) as "byHand"
    ${found(filter)}
    order by m.name, m.subject
    limit ${limit} offset ${offset}`.execute(db)
  return rows
}

/** People who are alike in name or sign-in name, and linked to nobody; by member, at most ten each. */
export const candidatesFor = async (
  db: IdentityDatabase,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, readonly Candidate[]>> => {
  const byMember = new Map<string, Candidate[]>()
  if (subjects.length === 0) return byMember
  const { rows } = await sql<Candidate & { subject: string }>`
    select m.subject, c.* from directory_member m cross join lateral (
      select p.id, p.name, p.login_name as "loginName", d.name as "departmentName", p.state
      from person p join department d on d.id = p.department_id
      where (p.name = m.name or p.login_name = lower(m.subject))
        and not exists (select from outside_identity taken where taken.provider = m.provider and taken.person_id = p.id)
      order by p.login_name = lower(m.subject) desc, p.id
      limit 10) c
    where m.provider = 'wecom' and m.subject in (${sql.join(subjects)})`.execute(db)
  for (const { subject, ...candidate } of rows) byMember.set(subject, [...(byMember.get(subject) ?? []), candidate])
  return byMember
}

type Candidate = { id: string; name: string; loginName: string; departmentName: string; state: 'invited' | 'active' | 'suspended' | 'left' }
