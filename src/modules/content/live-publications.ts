import type { ContentDatabase } from './scope.ts'

/** How many publications of a material, or of one version of it, are not taken down. */
export const livePublications = async (
  db: ContentDatabase,
  { materialId, version }: { materialId: string; version?: number },
): Promise<number> => {
  const { count } = await db
    .selectFrom('material_publication')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('material_id', '=', materialId)
    .where('taken_down_at', 'is', null)
    .$if(version !== undefined, (query) => query.where('version', '=', version ?? 0))
    .executeTakeFirstOrThrow()
  return count
}
