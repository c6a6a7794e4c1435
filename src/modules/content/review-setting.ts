import type { ContentDatabase } from './scope.ts'

export type ReviewMinutes = { department: number; legal: number }

/** The target of both levels where a department has no setting of its own. */
export const defaultMinutes: ReviewMinutes = { department: 15, legal: 15 }

/** How long the two levels may take for materials of this department, in minutes. */
export const reviewMinutes = async (db: ContentDatabase, departmentId: string): Promise<ReviewMinutes> => {
  const row = await db
    .selectFrom('review_setting')
    .select(['department_minutes', 'legal_minutes'])
    .where('department_id', '=', departmentId)
    .executeTakeFirst()
  return row === undefined ? defaultMinutes : { department: row.department_minutes, legal: row.legal_minutes }
}
