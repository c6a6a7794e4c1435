import { z } from 'zod'
import { certificateOf } from './certificate-facts.ts'
import { defineOperation } from './scope.ts'

const line = z.string().max(4000)

export const certificate = defineOperation({
  name: 'leaving.certificate',
  summary: { zh: '出具权限收回证明', en: 'Issue the certificate of withdrawal' },
  effect: 'read',
  permission: 'leaving.view',
  records: ['leaving.certificate-issued'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    title: line,
    subtitle: line,
    facts: z.array(z.object({ label: line, value: line })),
    sections: z.array(
      z.object({
        heading: line,
        paragraphs: z.array(line),
        table: z.object({ columns: z.array(line), rows: z.array(z.array(line)) }).optional(),
      }),
    ),
    footer: line,
  }),
  run: async (ctx, { id }) => {
    const { model, issued } = await certificateOf(ctx, id)
    ctx.record(issued)
    return model
  },
})
