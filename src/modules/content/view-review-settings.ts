import { z } from 'zod'
import { defaultMinutes } from './review-setting.ts'
import { defineOperation } from './scope.ts'

const minutes = { departmentMinutes: z.int(), legalMinutes: z.int() }

export const viewReviewSettings = defineOperation({
  name: 'content.view-review-settings',
  summary: { zh: '查看各部门的审核时限', en: 'See the review deadlines of the departments' },
  effect: 'read',
  // How fast a review is promised is no secret among colleagues.
  permission: 'signed-in',
  records: { unrecorded: 'settings without personal data' },
  input: z.object({}),
  output: z.object({
    defaults: z.object(minutes),
    items: z.array(z.object({ departmentId: z.uuid(), name: z.string(), ...minutes, isDefault: z.boolean() })),
  }),
  run: async ({ db, ports }) => {
    const departments = await ports.departments(db)
    const rows = await db.selectFrom('review_setting').selectAll().execute()
    const settings = new Map(rows.map((row) => [row.department_id, row]))
    return {
      defaults: { departmentMinutes: defaultMinutes.department, legalMinutes: defaultMinutes.legal },
      items: departments.map(({ id, name }) => {
        const row = settings.get(id)
        return {
          departmentId: id,
          name,
          departmentMinutes: row?.department_minutes ?? defaultMinutes.department,
          legalMinutes: row?.legal_minutes ?? defaultMinutes.legal,
          isDefault: row === undefined,
        }
      }),
    }
  },
})
