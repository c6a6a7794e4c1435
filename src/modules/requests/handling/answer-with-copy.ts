import { z } from 'zod'
import { makeCopy, sealCopy } from '../answer/copy.ts'
import { refusePersonalData } from '../plain-text.ts'
import { otherKind } from '../problems.ts'
import { defineOperation, personOf } from '../scope.ts'
import { answerRequest, lockRequest } from '../step.ts'
import { knownSubject } from './known-subject.ts'

export const answerNote = z.string().trim().min(1).max(500).nullable()

export const answerWithCopy = defineOperation({
  name: 'requests.answer-with-copy',
  summary: { zh: '一键生成个人信息副本并答复', en: 'Make the copy of everything that is held, and answer with it' },
  effect: 'change',
  permission: 'requests.handle',
  records: ['request.answered'],
  input: z.strictObject({ id: z.uuid(), note: answerNote }),
  output: z.object({ sections: z.int(), rows: z.int() }),
  run: async (ctx, { id, note }) => {
    personOf(ctx)
    if (note !== null) refusePersonalData(note)
    const row = await lockRequest(ctx, id)
    if (row.kind !== 'access' && row.kind !== 'export') throw otherKind()
    const copy = await makeCopy(ctx, { number: row.number, subject: knownSubject(row) })
    const sections = copy.parts.flatMap((part) => part.sections)
    // Nobody here sees it: it is sealed for the person.
    await answerRequest(ctx, row, { by: 'answer', outcome: [], note, changes: await sealCopy(ctx, row, copy) })
    return { sections: sections.length, rows: sections.reduce((sum, { rows }) => sum + rows.length, 0) }
  },
})
