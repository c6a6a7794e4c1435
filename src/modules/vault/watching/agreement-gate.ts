import { defineGate } from '../../../kernel/gate.ts'

export type AgreementFacts = {
  /** The decider is the reader. */
  self: boolean
  /** The reader let the decider read within the last 24 hours. */
  mutual: boolean
  /** An alert about the decider's own reading is open, or their reading was stopped. */
  ownAlert: boolean
  /** Whether this lets reading go on; stopping it needs less. */
  lets: boolean
}

/** Whether somebody may say what becomes of another's unusual reading. Kept by the database as well (migrations/0033-watching.sql). */
export const agreementGate = defineGate<AgreementFacts>([
  {
    code: 'agreement.self',
    otherwise: 'deny',
    sentence: { zh: '不能处理对自己的核实，请交安全管理员或部门负责人中的另一人办理', en: 'Nobody decides about their own reading: let another administrator or head do it' },
    holds: ({ self }) => !self,
  },
  {
    code: 'agreement.mutual',
    otherwise: 'deny',
    sentence: {
      zh: '对方 24 小时内刚同意过您读取，两人不能互相同意，请交另一人办理',
      en: 'That person let you read within the last 24 hours; two people do not agree for each other, so let somebody else decide',
    },
    holds: ({ mutual, lets }) => !lets || !mutual,
  },
  {
    code: 'agreement.own-alert',
    otherwise: 'deny',
    sentence: {
      zh: '您自己的读取也在核实中，核实完之前不能同意他人继续读取，请交另一人办理',
      en: 'Your own reading is being looked into; until that is decided let somebody else agree',
    },
    holds: ({ ownAlert, lets }) => !lets || !ownAlert,
  },
])
