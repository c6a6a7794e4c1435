import { z } from 'zod'
import { renderPdf } from '../../kernel/documents/render-pdf.ts'
import { say } from '../../kernel/sentence.ts'
import { certificateDocument } from './certificate-document.ts'
import { certificateOf } from './certificate-facts.ts'
import { defineOperation } from './scope.ts'

const fileTitle = { zh: '权限收回证明-{name}', en: 'Certificate of withdrawal - {name}' }

/** What file systems do not take in a name. */
const unfit = /[\p{Cc}/\\:*?"<>|]/gu

export const exportCertificate = defineOperation({
  name: 'leaving.export-certificate',
  summary: { zh: '下载权限收回证明（PDF）', en: 'Download the certificate of withdrawal (PDF)' },
  effect: 'read',
  permission: 'leaving.view',
  records: ['leaving.certificate-issued'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ fileName: z.string(), base64: z.string() }),
  prepare: async (tools, { id }) => {
    const { model, issued, name } = await certificateOf(tools, id)
    const pdf = await renderPdf(certificateDocument(model, { locale: tools.locale, createdAt: tools.now }))
    const fileName = `${say(fileTitle, tools.locale, { name: name.replaceAll(unfit, '_') })}.pdf`
    return { issued, file: { fileName, base64: Buffer.from(pdf).toString('base64') } }
  },
  run: async (ctx, _input, { issued, file }) => {
    ctx.record(issued)
    return file
  },
})
