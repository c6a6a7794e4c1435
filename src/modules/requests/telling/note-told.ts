import { z } from 'zod'
import { refusePersonalData } from '../plain-text.ts'
import { toldAlready } from '../problems.ts'
import { defineOperation, personOf } from '../scope.ts'
import { proofNote } from '../handling/enter.ts'
import { lockOpenNews, settleNews } from './settle-news.ts'

export const noteTold = defineOperation({
  name: 'requests.note-told',
  summary: { zh: '登记已告知本人', en: 'Enter that the person was told' },
  effect: 'change',
  permission: 'requests.handle',
  records: ['request.person-told'],
  /** `note`: when and how, for example that they were called back. No personal data. */
  input: z.strictObject({ news: z.uuid(), way: z.enum(['mail', 'phone', 'letter', 'visit']), note: proofNote }),
  output: z.object({}),
  run: async (ctx, { news, way, note }) => {
    const person = personOf(ctx)
    refusePersonalData(note)
    const row = await lockOpenNews(ctx, news)
    if (row?.state !== 'by-hand') throw toldAlready()
    await settleNews(ctx, row, { state: 'told', way, note, by: person.id })
    return {}
  },
})
