import type { Holder, OutsideWithdrawal } from './modules/leaving/index.ts'
import { directoryReach, keepMemberState, wecomMemberKind, wecomMemberOf } from './modules/identity/index.ts'
import { withdrawCustomers } from './platforms/wecom/withdraw-customers.ts'
import { withdrawMember } from './platforms/wecom/withdraw-member.ts'
import { firstProgress } from './platforms/wecom/withdrawal.ts'
import type { WecomConnector } from './platforms/wecom/wecom-from.ts'

type Plan = OutsideWithdrawal['plan']
type Title = { zh: string; en: string }

/** How WeCom is taken back from somebody who leaves: the member first, then what hangs on the member. */
export const wecomWithdrawals = (wecom: WecomConnector): readonly OutsideWithdrawal[] => [
  {
    kind: wecomMemberKind,
    plan: planOf({ zh: '停用企业微信成员“{member}”', en: 'Disable the WeCom member {member}' }, { onlyWhileIn: true }),
    carryOn: withdrawMember({ ...wecom, onLeaving: wecom.leaving.account }),
    settled: (db, { ref, now }) =>
      keepMemberState(db, { subject: ref, state: wecom.leaving.account === 'delete' ? 'gone' : 'disabled', at: now }),
  },
  ...(wecom.leaving.handOver
    ? [
        {
          kind: 'wecom-customers',
          plan: planOf({ zh: '移交企业微信成员“{member}”的客户', en: 'Hand over the customers of the WeCom member {member}' }),
          carryOn: withdrawCustomers(wecom, 'customers'),
        },
        {
          kind: 'wecom-groups',
          plan: planOf({ zh: '移交企业微信成员“{member}”的客户群', en: 'Hand over the customer groups of the WeCom member {member}' }),
          carryOn: withdrawCustomers(wecom, 'groups'),
        },
      ]
    : []),
]

/** One item for whoever is a member of WeCom, from the database alone. `onlyWhileIn`: not for one who is out already. */
const planOf =
  (title: Title, { onlyWhileIn = false } = {}): Plan =>
  async (db, { personId, takeoverId }) => {
    const leaver = await wecomMemberOf(db, personId)
    if (leaver === null || (onlyWhileIn && !leaver.mayComeIn)) return []
    const heir = takeoverId === null ? null : await wecomMemberOf(db, takeoverId)
    const member = leaver.subject
    const progress = firstProgress({ member, heir: heir?.subject ?? null, heirNamed: takeoverId !== null })
    return [{ ref: member, title, params: { member }, progress }]
  }

/**
 * Shows memberships of WeCom as something that people hold. What is taken back there by the items above is not taken back
 * in the transaction of the leaving; where WeCom is not connected any more, it is for a person to see to.
 */
export const heldInWecom = (connected: boolean): Holder => ({
  reach: directoryReach,
  withdraw: async ({ db }, personId) =>
    connected
      ? []
      : (await directoryReach({ db }, [personId])).map(({ kind, ref, title, params }) => ({ kind, ref, title, params, outcome: 'manual' })),
})
