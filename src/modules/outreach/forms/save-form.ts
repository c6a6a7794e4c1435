import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/id.ts'
import { defineOperation, personOf } from '../scope.ts'
import { formFields } from './form-input.ts'
import { codeNotOffered, codeWantsMobile, formDepartmentUnfit, noticeUnfit } from './form-problems.ts'

export const saveForm = defineOperation({
  name: 'outreach.save-form',
  summary: { zh: '新增或修改同意表单', en: 'Make or change a consent form' },
  effect: 'change',
  permission: 'outreach.manage-forms',
  records: ['consent-form.saved'],
  input: z.strictObject({
    /** The form that is changed; null for a new one. */
    id: z.uuid().toLowerCase().nullable(),
    ...formFields,
  }),
  output: z.object({ id: z.uuid() }),
  run: async (ctx, { id, boxes, ...form }) => {
    const person = personOf(ctx)
    if (form.confirmByCode && !form.fields.includes('mobile')) throw codeWantsMobile()
    if (form.confirmByCode && ctx.ports.sendCode === undefined) throw codeNotOffered()
    const departments = await ctx.ports.departments(ctx.db)
    if (!departments.some((department) => department.id === form.departmentId)) throw formDepartmentUnfit()
    const notices = await ctx.db
      .selectFrom('outreach_notice')
      .select(['id', 'channels'])
      .where('id', 'in', boxes.map(({ noticeId }) => noticeId))
      .execute()
    for (const { noticeId, channels } of boxes) {
      const notice = notices.find((each) => each.id === noticeId)
      if (notice === undefined || !channels.every((channel) => notice.channels.includes(channel))) throw noticeUnfit()
    }
    const values = {
      name: form.name,
      title: form.title,
      intro: form.intro,
      boxes: JSON.stringify(boxes.map((box) => ({ ...box, channels: [...new Set(box.channels)] }))),
      fields: [...new Set(form.fields)],
      minors: form.minors,
      confirm_by_code: form.confirmByCode,
      origins: [...new Set(form.origins)],
      department_id: form.departmentId,
      active: form.active,
      changed_by: person.id,
      changed_at: ctx.now,
    }
    const formId = id ?? newId(ctx.now.getTime())
    if (id === null) await ctx.db.insertInto('outreach_form').values({ id: formId, ...values }).execute()
    else {
      const { numUpdatedRows } = await ctx.db.updateTable('outreach_form').set(values).where('id', '=', id).executeTakeFirst()
      if (numUpdatedRows === 0n) throw notFound()
    }
    ctx.record({
      type: 'consent-form.saved',
      subject: { kind: 'consent-form', id: formId },
      detail: {
        name: form.name,
        notices: boxes.map(({ noticeId }) => noticeId),
        minors: form.minors,
        confirmByCode: form.confirmByCode,
        origins: values.origins,
        active: form.active,
      },
    })
    return { id: formId }
  },
})
