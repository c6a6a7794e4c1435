import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { defineOperation } from '../scope.ts'
import { certificateOf } from './certificate.ts'

export const exportCertificate = defineOperation({
  name: 'requests.export-certificate',
  summary: { zh: '下载权利请求的办理证明（PDF）', en: 'Download the certificate of a request (PDF)' },
  effect: 'read',
  permission: 'requests.view',
  records: ['request.certificate-issued'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ fileName: z.string(), base64: z.string() }),
  prepare: async ({ db, now, ports }, { id }) => {
    const row = await db.selectFrom('rights_request').selectAll().where('id', '=', id).executeTakeFirst()
    if (row === undefined) throw notFound()
    const pdf = await certificateOf({ db, now, ports }, row)
    return { fileName: `权利请求办理证明-${row.number}.pdf`, base64: Buffer.from(pdf).toString('base64') }
  },
  run: async (ctx, { id }, file) => {
    ctx.record({ type: 'request.certificate-issued', subject: { kind: 'rights-request', id }, detail: { to: 'staff' } })
    return file
  },
})
