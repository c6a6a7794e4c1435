import type { Transaction } from 'kysely'
import type { KernelTables, ObligationRow } from '../tables.ts'
import type { Owner } from './desk.ts'

/** Finds the people whom an owner stands for today; empty when nobody holds the post. */
export type ResolveOwner = (db: Transaction<KernelTables>, owner: Owner) => Promise<readonly string[]>

type OwnerColumns = { person: string | null; post: string | null; department: string | null }

/** The three columns that keep an owner. */
export const ownerColumns = (owner: Owner | undefined): OwnerColumns => {
  if (owner === undefined) return { person: null, post: null, department: null }
  if ('personId' in owner) return { person: owner.personId, post: null, department: null }
  return { person: null, post: owner.post, department: owner.departmentId ?? null }
}

/** Reads an owner from its columns; undefined when there is none. */
export const ownerFrom = ({ person, post, department }: OwnerColumns): Owner | undefined => {
  if (person !== null) return { personId: person }
  if (post === null) return undefined
  return department === null ? { post } : { post, departmentId: department }
}

/** Who must keep an obligation. */
export const ownerOfRow = (row: Pick<ObligationRow, 'owner_person' | 'owner_post' | 'owner_department'>): Owner | undefined =>
  ownerFrom({ person: row.owner_person, post: row.owner_post, department: row.owner_department })

/** Who is told when it is breached. */
export const escalationOfRow = (
  row: Pick<ObligationRow, 'escalate_person' | 'escalate_post' | 'escalate_department'>,
): Owner | undefined =>
  ownerFrom({ person: row.escalate_person, post: row.escalate_post, department: row.escalate_department })
