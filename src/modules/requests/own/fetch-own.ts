import { z } from 'zod'
import { renderPdf } from '../../../kernel/documents/render-pdf.ts'
import { certificateOf } from '../answer/certificate.ts'
import { jsonOf, readCopy } from '../answer/copy.ts'
import { copyDocument } from '../answer/copy-document.ts'
import { copyWorkbook } from '../answer/copy-workbook.ts'
import { answerGone } from '../problems.ts'
import { token } from '../proof/prove.ts'
import { ownRequest, visitOf } from '../proof/visit.ts'
import { openText } from '../sealed.ts'
import { defineOperation } from '../scope.ts'

const formats = ['json', 'xlsx', 'pdf', 'certificate'] as const

const mediaTypes = {
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  certificate: 'application/pdf',
} as const satisfies Record<(typeof formats)[number], string>

export const fetchOwn = defineOperation({
  name: 'requests.fetch-own',
  summary: { zh: '本人下载答复或办理证明', en: 'Fetch one’s answer or certificate' },
  effect: 'read',
  permission: 'front',
  records: ['request.answer-fetched', 'request.certificate-issued'],
  input: z.strictObject({ session: token, id: z.uuid(), format: z.enum(formats) }),
  output: z.object({ fileName: z.string(), mediaType: z.string(), base64: z.string() }),
  // Making a PDF takes longer than a transaction should.
  prepare: async ({ db, now, secrets, ports }, { session, id, format }) => {
    const row = await ownRequest({ db }, await visitOf({ db, now, secrets }, session), id)
    const file = async (): Promise<Uint8Array> => {
      if (format === 'certificate') return certificateOf({ db, now, ports }, row)
      if (row.open_until === null || row.open_until <= now) throw answerGone()
      const zipped = await openText({ db, secrets }, { id: row.id, column: 'sealed_answer', sealed: row.sealed_answer })
      if (zipped === null) throw answerGone()
      const copy = readCopy(zipped)
      if (format === 'json') return Buffer.from(jsonOf(copy))
      return format === 'xlsx' ? copyWorkbook(copy) : renderPdf(copyDocument(copy))
    }
    const ending = format === 'certificate' ? 'certificate.pdf' : format
    return { fileName: `${row.number}.${ending}`, mediaType: mediaTypes[format], base64: Buffer.from(await file()).toString('base64') }
  },
  run: async (ctx, { session, id, format }, file) => {
    await ownRequest(ctx, await visitOf(ctx, session), id)
    ctx.record({
      type: format === 'certificate' ? 'request.certificate-issued' : 'request.answer-fetched',
      subject: { kind: 'rights-request', id },
      detail: format === 'certificate' ? { to: 'person' } : { format },
    })
    return file
  },
})
