import { defineGate } from '../../../kernel/gate.ts'

type AgreeFacts = {
  /** Whoever asked is who decides. */
  samePerson: boolean
  /** The decider oversees every department, or heads the one whose customers they are. */
  inReach: boolean
  /** The decider's own reading is slowed down or stopped. */
  ownAlert: boolean
}

/** Whether somebody may decide on an export that another person asked for. */
export const agreeGate = defineGate<AgreeFacts>([
  {
    code: 'agree.same-person',
    otherwise: 'deny',
    sentence: { zh: '导出须由申请人以外的人同意', en: 'Whoever asked for an export does not agree to it: let somebody else decide' },
    holds: ({ samePerson }) => !samePerson,
  },
  {
    code: 'agree.other-department',
    otherwise: 'deny',
    sentence: { zh: '这是其他部门的客户，请由该部门负责人或法务决定', en: 'These are customers of another department: its head or legal decides' },
    holds: ({ inReach }) => inReach,
  },
  {
    code: 'agree.own-alert',
    otherwise: 'deny',
    sentence: { zh: '您自己的读取也在核实中，核实完之前不能同意他人导出，请交另一人办理', en: 'Your own reading is being looked into; until that is decided let somebody else agree' },
    holds: ({ ownAlert }) => !ownAlert,
  },
])
