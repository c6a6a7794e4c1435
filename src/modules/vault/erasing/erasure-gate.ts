import { defineGate } from '../../../kernel/gate.ts'

export type ErasureFacts = {
  /** Somebody asked for it. */
  asked: boolean
  /** Whoever asked is who decides. */
  samePerson: boolean
  /** Until when the law demands keeping (YYYY-MM-DD), and today in China. */
  keptUntil: string | null
  today: string
}

/**
 * Whether a customer is erased: two people, and no law that demands keeping. `review` where the law alone stands against it: the
 * data are restricted instead.
 */
export const erasureGate = defineGate<ErasureFacts>([
  {
    code: 'erasure.not-asked',
    otherwise: 'deny',
    sentence: {
      zh: '还没有人申请删除这位客户，请先由业务人员申请',
      en: 'Nobody asked for the erasure of this customer; let somebody who deals with the customer ask first',
    },
    holds: ({ asked }) => asked,
  },
  {
    code: 'erasure.same-person',
    otherwise: 'deny',
    sentence: { zh: '删除须由申请人以外的人决定，请交其他法务人员办理', en: 'Whoever asked does not decide: let somebody else do it' },
    holds: ({ samePerson }) => !samePerson,
  },
  {
    code: 'erasure.kept-by-law',
    otherwise: 'review',
    sentence: {
      zh: '法律要求保存到 {keptUntil}，在此之前停止除存储和安全保护以外的处理',
      en: 'The law demands keeping until {keptUntil}; until then nothing is done with the data but to store and protect them',
    },
    law: '个人信息保护法第四十七条',
    holds: ({ keptUntil, today }) => keptUntil === null || keptUntil < today,
    params: ({ keptUntil }) => ({ keptUntil: keptUntil ?? '' }),
  },
])
