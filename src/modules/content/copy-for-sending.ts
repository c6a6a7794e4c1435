import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { ContentDatabase } from './scope.ts'

/** The latest text of a material, and whether exactly this text was approved; undefined where there is none. */
export const copyForSending = async (
  db: AnyDatabase,
  materialId: string,
): Promise<{ approved: boolean; text: string } | undefined> => {
  // A handle typed with no module's tables is one typed with this module's: at run time they are the same.
  const row = await (db as unknown as ContentDatabase)
    .selectFrom('material')
    .innerJoin('material_version as version', (join) =>
      join.onRef('version.material_id', '=', 'material.id').onRef('version.version', '=', 'material.version'),
    )
    .select(['material.state', 'version.copy'])
    .where('material.id', '=', materialId)
    .executeTakeFirst()
  // Any change of an approved text makes it a draft again (life-cycle.ts).
  return row === undefined ? undefined : { approved: row.state === 'approved' || row.state === 'published', text: row.copy }
}
