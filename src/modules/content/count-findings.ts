import type { ContentDatabase } from './scope.ts'

type Counts = { block: number; warn: number; note: number }

/** How many findings of each severity the rounds have; asked for all of a page at once. */
export const countFindings = async (
  db: ContentDatabase,
  submissionIds: readonly string[],
): Promise<(submissionId: string | null) => Counts> => {
  const counted = new Map<string, Counts>()
  const of = (id: string | null): Counts => counted.get(id ?? '') ?? { block: 0, warn: 0, note: 0 }
  if (submissionIds.length === 0) return of
  const rows = await db
    .selectFrom('material_finding')
    .select(['submission_id', 'severity', ({ fn }) => fn.countAll<number>().as('count')])
    .where('submission_id', 'in', [...submissionIds])
    .groupBy(['submission_id', 'severity'])
    .execute()
  for (const row of rows) counted.set(row.submission_id, { ...of(row.submission_id), [row.severity]: row.count })
  return of
}
