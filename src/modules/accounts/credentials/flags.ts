import { scopesBeyond } from '../apps/scopes.ts'
import type { Purpose } from '../apps/scopes.ts'
import type { Platform } from '../platforms.ts'

/** Days after which a credential that nobody used is offered for retirement (ACC-1, ACC-8). */
export const unusedDays = 90

export const credentialFlags = ['overdue', 'unused', 'beyond', 'leaked'] as const
export type CredentialFlag = (typeof credentialFlags)[number]

type Facts = {
  state: 'active' | 'leaked' | 'retired'
  platform: Platform | null
  scopes: readonly string[]
  purposes: readonly Purpose[]
  due_at: Date
  stored_at: Date
  last_used_at: Date | null
}

/** What is wrong with a credential; nothing with a retired one. */
export const flagsOf = (credential: Facts, now: Date): CredentialFlag[] => {
  if (credential.state === 'retired') return []
  const lastNeeded = credential.last_used_at ?? credential.stored_at
  return [
    ...(credential.due_at < now ? (['overdue'] as const) : []),
    ...(now.getTime() - lastNeeded.getTime() > unusedDays * 86_400_000 ? (['unused'] as const) : []),
    ...(scopesBeyond(credential.platform, credential).length > 0 ? (['beyond'] as const) : []),
    ...(credential.state === 'leaked' ? (['leaked'] as const) : []),
  ]
}
