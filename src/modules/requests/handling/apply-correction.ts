import { z } from 'zod'
import { say } from '../../../kernel/sentence.ts'
import { refusePersonalData } from '../plain-text.ts'
import { correctionsMissing, otherKind } from '../problems.ts'
import { defineOperation, holderTools, personOf } from '../scope.ts'
import { wishOf } from '../sealed.ts'
import { answerRequest, lockRequest } from '../step.ts'
import { recordedOfOthers } from '../vocabulary.ts'
import { correctionsOf } from '../wish.ts'
import { answerNote } from './answer-with-copy.ts'
import { knownSubject } from './known-subject.ts'

export const applyCorrection = defineOperation({
  name: 'requests.apply-correction',
  summary: { zh: '按请求更正并答复', en: 'Correct the data as asked, and answer' },
  effect: 'change',
  permission: 'requests.handle',
  records: ['request.answered', ...recordedOfOthers],
  input: z.strictObject({ id: z.uuid(), note: answerNote }),
  output: z.object({ corrected: z.int() }),
  run: async (ctx, { id, note }) => {
    personOf(ctx)
    if (note !== null) refusePersonalData(note)
    const row = await lockRequest(ctx, id)
    if (row.kind !== 'correct') throw otherKind()
    const subject = knownSubject(row)
    const { corrections } = await wishOf(ctx, row)
    if (corrections.length === 0) throw correctionsMissing()
    const names: { zh: string; en: string }[] = []
    for (const { correct, wanted } of correctionsOf(ctx.ports.holders(), corrections)) {
      await correct.apply(holderTools(ctx), subject, wanted)
      for (const { key } of wanted) {
        const title = correct.keys.find((one) => one.key === key)?.title
        if (title !== undefined) names.push({ zh: say(title, 'zh'), en: say(title, 'en') })
      }
    }
    await answerRequest(ctx, row, {
      by: 'answer',
      note,
      outcome: [{
        zh: `已按您的请求更正：${names.map(({ zh }) => zh).join('、')}。`,
        en: `Corrected as you asked: ${names.map(({ en }) => en).join(', ')}.`,
      }],
    })
    return { corrected: names.length }
  },
})
