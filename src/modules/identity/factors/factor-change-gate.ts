import type { Assurance } from '../../../kernel/actor.ts'
import { defineGate } from '../../../kernel/gate.ts'
import { type Enrolled, hasSecondFactor, isAtLeast } from './factor.ts'

export type FactorChange = {
  factor: 'passkey' | 'totp' | 'sms' | 'recovery-code'
  change: 'add' | 'remove'
  session: Assurance
  /** Before the change. */
  enrolled: Enrolled
  /** Whether the company demands a second factor of everybody. */
  demanded: boolean
}

const without = ({ factor, enrolled }: FactorChange): Enrolled => ({
  ...enrolled,
  ...(factor === 'passkey' ? { passkeys: enrolled.passkeys - 1 } : {}),
  ...(factor === 'totp' ? { totp: false } : {}),
  ...(factor === 'sms' ? { phoneEnding: null } : {}),
})

/** Whether a session may change what its person signs in with (ACC-3): never by less than what is already there. */
export const factorChangeGate = defineGate<FactorChange>([
  {
    code: 'factor.session-weak',
    otherwise: 'deny',
    sentence: {
      zh: '本次登录没有通过第二重验证，不能变更验证方式。请退出后用已有的验证方式重新登录。',
      en: 'This session was not opened with a second factor; sign in with the one that you have, then change it.',
    },
    holds: ({ session, enrolled }) => !hasSecondFactor(enrolled) || session !== 'password',
  },
  {
    code: 'factor.passkey-needs-passkey',
    otherwise: 'deny',
    sentence: {
      zh: '您已有通行密钥，须先用它验证，才能添加或移除通行密钥。密钥遗失的，请由安全管理员重置验证方式。',
      en: 'You have a passkey already: verify it before you add or remove one. If it is lost, an administrator resets your factors.',
    },
    holds: ({ factor, session, enrolled }) =>
      factor !== 'passkey' || enrolled.passkeys === 0 || isAtLeast(session, 'passkey'),
  },
  {
    code: 'factor.last-one',
    otherwise: 'deny',
    sentence: {
      zh: '这是您唯一的第二重验证，公司要求全员启用。请先添加另一种，再移除它。',
      en: 'This is your only second factor and the company demands one; add another before you remove it.',
    },
    holds: (change) => change.change === 'add' || !change.demanded || hasSecondFactor(without(change)),
  },
])
