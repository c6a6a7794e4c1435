import { defineGate, type Gate } from '../../kernel/gate.ts'

export type LeavingFacts = {
  /** Who asks for it; null for a directory outside or the machine at the planned moment. */
  actorId: string | null
  personId: string
  hasLeft: boolean
  /** Whether this is the last active security administrator. */
  lastAdministrator: boolean
  /** Whoever takes over; null when nobody was named. */
  takeover: { id: string; active: boolean } | null
}

/** Whether somebody's leaving may be planned or carried out (ACC-7). */
export const leavingGate: Gate<LeavingFacts> = defineGate<LeavingFacts>([
  {
    code: 'leaving.oneself',
    otherwise: 'deny',
    sentence: {
      zh: '不能为自己办理离职，请由人事或另一位安全管理员办理。',
      en: 'Nobody begins their own leaving; ask HR or another security administrator.',
    },
    holds: ({ actorId, personId }) => actorId !== personId,
  },
  {
    code: 'leaving.left-already',
    otherwise: 'deny',
    sentence: { zh: '这位人员已经办理过离职。', en: 'This person has left already.' },
    holds: ({ hasLeft }) => !hasLeft,
  },
  {
    code: 'leaving.last-administrator',
    otherwise: 'deny',
    sentence: {
      zh: '这是最后一位在岗的安全管理员，离职后将无人可以管理系统，请先指定另一位。',
      en: 'This is the last active security administrator; appoint another one first.',
    },
    holds: ({ lastAdministrator }) => !lastAdministrator,
  },
  {
    code: 'leaving.takeover-unfit',
    otherwise: 'deny',
    sentence: {
      zh: '接手人须是另一位在岗人员，请重新选择。',
      en: 'Whoever takes over must be another active person; choose again.',
    },
    holds: ({ takeover, personId }) => takeover === null || (takeover.active && takeover.id !== personId),
  },
])
