import { z } from 'zod'
import { channel, instant } from '../fields.ts'
import { contactKinds } from '../ports.ts'
import { defineOperation } from '../scope.ts'
import { formPath } from './form-html.ts'

/** Far more than a company has. */
const mostForms = 500

export const listForms = defineOperation({
  name: 'outreach.list-forms',
  summary: { zh: '查看同意表单，以及各收到多少同意', en: 'List the consent forms with what they brought' },
  effect: 'read',
  permission: 'outreach.view',
  records: { unrecorded: 'Texts that were written for the public, and counts.' },
  input: z.strictObject({}),
  output: z.object({
    /** Whether text messages are set up, so that a form can be confirmed by a code. */
    codeOffered: z.boolean(),
    departments: z.array(z.object({ id: z.uuid(), name: z.string() })),
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        title: z.string(),
        intro: z.string(),
        boxes: z.array(z.object({ noticeId: z.uuid(), channels: z.array(channel) })),
        fields: z.array(z.enum(contactKinds)),
        minors: z.enum(['refused', 'guardian']),
        confirmByCode: z.boolean(),
        origins: z.array(z.string()),
        departmentId: z.uuid(),
        active: z.boolean(),
        changedAt: instant,
        url: z.string(),
        /** Consents that were given by it and stand. */
        consents: z.int(),
      }),
    ),
  }),
  run: async (ctx) => {
    const rows = await ctx.db.selectFrom('outreach_form').selectAll().orderBy('changed_at', 'desc').limit(mostForms).execute()
    const counts = await ctx.db
      .selectFrom('outreach_consent')
      .select((eb) => ['form_id', eb.fn.countAll<number>().as('consents')])
      .where('form_id', 'is not', null)
      .where('withdrawn_at', 'is', null)
      .groupBy('form_id')
      .execute()
    const byForm = new Map(counts.map((row) => [row.form_id, row.consents]))
    return {
      codeOffered: ctx.ports.sendCode !== undefined,
      departments: (await ctx.ports.departments(ctx.db)).map(({ id, name }) => ({ id, name })),
      items: rows.map((row) => ({
        id: row.id,
        name: row.name,
        title: row.title,
        intro: row.intro,
        boxes: row.boxes,
        fields: row.fields,
        minors: row.minors,
        confirmByCode: row.confirm_by_code,
        origins: row.origins,
        departmentId: row.department_id,
        active: row.active,
        changedAt: row.changed_at.toISOString(),
        url: new URL(`${formPath}/${row.id}`, ctx.ports.site()).href,
        consents: byForm.get(row.id) ?? 0,
      })),
    }
  },
})
