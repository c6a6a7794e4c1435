import type { AccountsContext } from '../scope.ts'
import type { CredentialRow } from '../tables.ts'

/** Hours in which a password is changed after it was shown, and anything that leaked is replaced. */
export const promptHours = 24
/** Days before the due date on which the owner is reminded. */
const reminderDays = 14
const dayMs = 86_400_000

type Row = Pick<CredentialRow, 'id' | 'name' | 'owner_id' | 'account_id' | 'rotation_id' | 'due_at'>
type Why = 'period' | 'revealed' | 'leaked' | 'seen-by-leaver'

const titles = {
  period: { zh: '更换凭证“{name}”', en: 'Replace the credential {name}' },
  revealed: { zh: '“{name}”已被借用，请修改密码', en: '{name} was checked out: change the password' },
  leaked: { zh: '“{name}”疑似泄露，请立即更换', en: '{name} may have leaked: replace it at once' },
  'seen-by-leaver': {
    zh: '知道“{name}”的人已离岗，请更换',
    en: 'Somebody who knows {name} has left: replace it',
  },
} as const

/**
 * Asks for the replacement of a credential, in place of what was asked before. A deadline that is earlier stays as it is.
 * It falls to the owner, or to the security administrators when the owner is not active.
 */
export const askForRotation = async (
  ctx: AccountsContext,
  credential: Row,
  { why, days }: { why: Why; days?: number },
): Promise<{ dueAt: Date }> => {
  const prompt = days === undefined
  const soon = new Date(ctx.now.getTime() + promptHours * 3_600_000)
  if (prompt && credential.rotation_id !== null && credential.due_at <= soon) return { dueAt: credential.due_at }
  if (credential.rotation_id !== null) await ctx.obligations.cancel(credential.rotation_id, '改由新的时限任务跟进')
  const owner = (await ctx.ports.people(ctx.db, [credential.owner_id])).get(credential.owner_id)
  const { id, dueAt } = await ctx.obligations.open({
    kind: 'accounts.rotate-credential',
    title: titles[why],
    params: { name: credential.name },
    subject: { kind: 'credential', id: credential.id },
    owner: owner?.active === true ? { personId: credential.owner_id } : { post: 'security-administrator' },
    escalateTo: { post: 'security-administrator' },
    term: days === undefined ? { hours: promptHours } : { days },
    remindAt: days === undefined ? 0.5 : Math.max(0.5, 1 - reminderDays / days),
    link: `/accounts/credentials?credential=${credential.id}`,
  })
  await ctx.db.updateTable('credential').set({ rotation_id: id, due_at: dueAt }).where('id', '=', credential.id).execute()
  if (why !== 'period') {
    ctx.record({
      type: 'credential.rotation-asked',
      subject: { kind: 'credential', id: credential.id },
      detail: { name: credential.name, why, dueAt: dueAt.toISOString() },
    })
  }
  return { dueAt }
}

/** Whole days that are left of a rotation period, at least one. */
export const daysLeft = ({ rotatedAt, days, now }: { rotatedAt: Date; days: number; now: Date }): number =>
  Math.max(1, Math.ceil((rotatedAt.getTime() + days * dayMs - now.getTime()) / dayMs))
