import { type Insertable, sql } from 'kysely'
import type { IdentityContext } from '../scope.ts'
import type { BookMember } from './contact-book.ts'
import { departmentNames } from './department-names.ts'
import type { ReadStep } from './read-step.ts'
import type { DirectoryProvider, DirectoryTables } from './tables.ts'

/** Rows of one statement; a statement has at most 65,535 parameters. */
const rowsAtOnce = 1000

type Reading = { id: string; provider: DirectoryProvider }

/** Writes what one step of a reading learned. Writing it twice changes nothing. @returns members written */
export const keepStep = async (
  ctx: IdentityContext,
  reading: Reading,
  step: Extract<ReadStep, { kind: 'departments' | 'members' | 'missing' }>,
): Promise<number> => {
  if (step.kind === 'departments') return keepDepartments(ctx, reading, step.departments)
  const names = await namesOf(ctx, reading.provider)
  if (step.kind === 'missing') return keepMembers(ctx, { ...reading, names }, step.members)
  let written = 0
  for (const { ref, members } of step.departments) {
    written += await keepMembers(ctx, { ...reading, names }, members)
    await ctx.db
      .updateTable('directory_department')
      .set({ read_at: ctx.now })
      .where('provider', '=', reading.provider)
      .where('ref', '=', ref)
      .execute()
  }
  return written
}

const keepDepartments = async (
  ctx: IdentityContext,
  { id, provider }: Reading,
  departments: Extract<ReadStep, { kind: 'departments' }>['departments'],
): Promise<number> => {
  await ctx.db.deleteFrom('directory_department').where('provider', '=', provider).execute()
  const rows = [...departmentNames(departments)].map(([ref, name]) => ({ provider, ref, name, reading_id: id, read_at: null }))
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await ctx.db.insertInto('directory_department').values(rows.slice(from, from + rowsAtOnce)).execute()
  }
  return 0
}

type Names = ReadonlyMap<string, string>

const namesOf = async ({ db }: Pick<IdentityContext, 'db'>, provider: DirectoryProvider): Promise<Names> => {
  const departments = await db
    .selectFrom('directory_department')
    .select(['ref', 'name'])
    .where('provider', '=', provider)
    .execute()
  return new Map(departments.map(({ ref, name }) => [ref, name]))
}

const keepMembers = async (
  ctx: IdentityContext,
  { id, provider, names }: Reading & { names: Names },
  members: readonly BookMember[],
): Promise<number> => {
  const rows = [...new Map(members.map((member) => [member.subject, member])).values()].map((member) => ({
    provider,
    subject: member.subject,
    name: storedName(member.name),
    department_name: names.get(member.departmentRef ?? '') ?? null,
    state: member.state,
    reading_id: id,
    seen_at: ctx.now,
  }))
  for (let from = 0; from < rows.length; from += rowsAtOnce) await upsert(ctx, rows.slice(from, from + rowsAtOnce))
  return rows.length
}

/** At most 60 characters, none of them half of one, none that is not shown. */
const storedName = (name: string): string => name.replaceAll(/\p{C}/gu, '').trim().slice(0, 60).toWellFormed()

type MemberRow = Insertable<DirectoryTables['directory_member']>

/** Of somebody who is not shown, or is gone, the name and department that were known before stay. */
const upsert = async ({ db }: Pick<IdentityContext, 'db'>, rows: readonly MemberRow[]): Promise<void> => {
  await db
    .insertInto('directory_member')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.columns(['provider', 'subject']).doUpdateSet({
        name: sql`case when excluded.name = '' then directory_member.name else excluded.name end`,
        department_name: sql`coalesce(excluded.department_name, directory_member.department_name)`,
        state: sql`excluded.state`,
        reading_id: sql`excluded.reading_id`,
        seen_at: sql`excluded.seen_at`,
      }),
    )
    .execute()
}
