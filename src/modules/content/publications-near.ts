import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { ContentDatabase } from './scope.ts'

const most = 50

/** When material was published on an account within a span, for other modules. */
export const publicationsNear = async (
  db: AnyDatabase,
  accountId: string,
  { from, to }: { from: Date; to: Date },
): Promise<readonly Date[]> => {
  // A handle typed with no module's tables is one typed with this module's: at run time they are the same.
  const rows = await (db as unknown as ContentDatabase)
    .selectFrom('material_publication')
    .select('published_at')
    .where('account_id', '=', accountId)
    .where('published_at', '>=', from)
    .where('published_at', '<=', to)
    .orderBy('published_at')
    .limit(most)
    .execute()
  return rows.map(({ published_at: at }) => at)
}
