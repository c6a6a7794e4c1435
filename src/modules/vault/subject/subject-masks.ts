import type { HolderTools } from '../../../kernel/personal-data.ts'
import { masked } from '../fields/mask.ts'
import { openedFields } from '../fields/store.ts'
import type { VaultContext } from '../scope.ts'
import type { CustomerRow } from '../tables.ts'

export type SubjectMask = { state: CustomerRow['state']; name: string | null; mobile: string | null; email: string | null }

/** The same database, seen with the tables of the vault. */
export const vaultDb = ({ db }: Pick<HolderTools, 'db'>): VaultContext['db'] => db as unknown as VaultContext['db']

/**
 * Who is meant, for whoever handles a request: masks alone, also of restricted data, since answering is a duty. Each is
 * recorded as seen. Unknown ids are absent.
 */
export const subjectMasks = async (
  tools: Pick<HolderTools, 'db' | 'secrets' | 'record'>,
  ids: readonly string[],
  why: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, SubjectMask>> => {
  if (ids.length === 0) return new Map()
  const db = vaultDb(tools)
  const rows = await db.selectFrom('customer').select(['id', 'data_key', 'state']).where('id', 'in', ids).execute()
  const opened = await openedFields({ db, secrets: tools.secrets }, rows, ['name', 'mobile', 'email'])
  for (const { id, state } of rows) {
    if (state !== 'erased') tools.record({ type: 'customer.viewed', subject: { kind: 'customer', id }, detail: { ...why } })
  }
  return new Map(
    rows.map(({ id, state }) => {
      const shown = (wanted: 'name' | 'mobile' | 'email'): string | null => {
        const field = opened.get(id)?.find(({ kind }) => kind === wanted)
        return field === undefined ? null : masked(wanted, field.value)
      }
      return [id, { state, name: shown('name'), mobile: shown('mobile'), email: shown('email') }]
    }),
  )
}
