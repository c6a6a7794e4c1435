import { defineGate } from '../../kernel/gate.ts'

/** Facts about a deadline that somebody wants to move. */
export type ExtendFacts = { actorOwnsIt: boolean }

/** Nobody moves their own deadline: otherwise no deadline would ever be missed. */
export const extendGate = defineGate<ExtendFacts>([
  {
    code: 'obligation.own-deadline',
    otherwise: 'deny',
    sentence: {
      zh: '不能给自己负责的时限任务延期，请由上级或安全管理员办理。',
      en: 'You cannot move your own deadline; ask your superior or a security administrator.',
    },
    holds: ({ actorOwnsIt }) => !actorOwnsIt,
  },
])
