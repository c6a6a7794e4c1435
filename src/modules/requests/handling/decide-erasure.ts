import { z } from 'zod'
import type { Sentence } from '../../../kernel/sentence.ts'
import { refusePersonalData } from '../plain-text.ts'
import { notHandedOver, otherKind } from '../problems.ts'
import { defineOperation, holderTools, personOf } from '../scope.ts'
import { answerRequest, lockRequest } from '../step.ts'
import { recordedOfOthers } from '../vocabulary.ts'
import { answerNote } from './answer-with-copy.ts'
import { knownSubject } from './known-subject.ts'

export const decideErasure = defineOperation({
  name: 'requests.decide-erasure',
  summary: {
    zh: '决定删除并答复：在各模块删除；依法须保存的改为限制使用并说明法条',
    en: 'Decide on erasure and answer: erased in every module; what the law wants kept is restricted, with the article',
  },
  effect: 'change',
  permission: 'requests.decide',
  fresh: true,
  records: ['request.answered', ...recordedOfOthers],
  input: z.strictObject({ id: z.uuid(), note: answerNote }),
  output: z.object({ outcome: z.enum(['erased', 'restricted', 'nothing']) }),
  run: async (ctx, { id, note }) => {
    personOf(ctx)
    if (note !== null) refusePersonalData(note)
    const row = await lockRequest(ctx, id)
    if (row.kind !== 'delete' && row.kind !== 'withdraw') throw otherKind()
    const subject = knownSubject(row)
    if (row.erasure_asked_by === null) throw notHandedOver()
    const call = { reason: `本人请求 ${row.number}`, askedBy: row.erasure_asked_by }
    const tools = holderTools(ctx)
    // Where the person is known by name comes first: whether the law wants that kept decides on the rest.
    const holders = ctx.ports.holders().toSorted((a, b) => Number(b.keepsIdentity ?? false) - Number(a.keepsIdentity ?? false))
    const said: Sentence[] = [...row.outcome]
    let outcome: 'erased' | 'restricted' | 'nothing' = 'nothing'
    for (const holder of holders) {
      if (outcome === 'restricted' && holder.keepsIdentity !== true) {
        const stopped = await holder.stop?.(tools, subject, { kind: 'withdraw', reach: 'all' })
        said.push(...(stopped?.said ?? []))
        continue
      }
      const done = await holder.erase(tools, subject, call)
      said.push(...done.said)
      if (done.outcome === 'restricted' || (done.outcome === 'erased' && outcome === 'nothing')) outcome = done.outcome
    }
    await answerRequest(ctx, row, { by: 'answer', outcome: said, note })
    return { outcome }
  },
})
