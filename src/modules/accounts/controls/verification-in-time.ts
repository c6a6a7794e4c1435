import { addDays, beijingDate } from '../../../kernel/calendar/beijing-time.ts'
import { shareMeasurement } from '../../../kernel/control/measurement.ts'
import { defineControl } from '../scope.ts'

/** Days before its end in which a verification is renewed: the platforms take some working days for it. */
const aheadDays = 30

export const verificationInTime = defineControl({
  id: 'accounts.verification-in-time',
  title: { zh: '主体认证没有过期', en: 'Verifications of accounts are in time' },
  purpose: {
    zh: '认证过期后平台会收回接口权限，账号也更容易被人冒名申诉。',
    en: 'When a verification ends the platform takes interfaces away, and others can more easily claim the account.',
  },
  dimension: 'account',
  weight: 3,
  action: {
    sentence: { zh: '到平台续期认证，并更新到期日', en: 'Renew the verification at the platform and enter the new date' },
    link: '/accounts',
  },
  remeasureOn: ['account.registered', 'account.changed', 'account.closed', 'account.reopened', 'accounts.imported'],
  measure: async (db, now) => {
    const accounts = await db
      .selectFrom('marketing_account')
      .select(['id', 'name', 'verification_expires_on as expiresOn'])
      .where('state', '=', 'active')
      .where('verification_expires_on', 'is not', null)
      .orderBy('verification_expires_on')
      .orderBy('id')
      .execute()
    const today = beijingDate(now)
    const soon = addDays(today, aheadDays)
    const late = accounts.filter(({ expiresOn }) => expiresOn !== null && expiresOn < today)
    const near = accounts.filter(({ expiresOn }) => expiresOn !== null && expiresOn >= today && expiresOn <= soon)
    const evidence = (rows: typeof accounts, sentence: { zh: string; en: string }) =>
      rows.map(({ id, name, expiresOn }) => ({
        sentence,
        params: { name, expiresOn: expiresOn ?? '' },
        link: `/accounts?account=${id}`,
      }))
    return shareMeasurement(accounts.length, accounts.length - late.length, [
      ...evidence(late, { zh: '“{name}”的认证已于 {expiresOn} 到期', en: 'The verification of {name} ended on {expiresOn}' }),
      ...evidence(near, { zh: '“{name}”的认证将于 {expiresOn} 到期，请提前续期', en: 'The verification of {name} ends on {expiresOn}; renew it' }),
    ])
  },
})
