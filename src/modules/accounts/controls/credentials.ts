import { shareMeasurement } from '../../../kernel/control/measurement.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { flagsOf, unusedDays } from '../credentials/flags.ts'
import { defineControl } from '../scope.ts'

const remeasureOn = [
  'credential.stored', 'credential.rotated', 'credential.changed', 'credential.leaked', 'credential.retired',
  'credential.revealed', 'credential.used',
]
const linkOf = (id: string): string => `/accounts/credentials?credential=${id}`

export const credentialsInTime = defineControl({
  id: 'accounts.credentials-in-time',
  title: { zh: '凭证按期更换', en: 'Credentials are replaced in time' },
  purpose: {
    zh: '密钥和共用密码用得越久，知道的人越多；泄露过、借用过的必须尽快换掉。',
    en: 'The longer a secret is used the more people know it; one that leaked or was checked out must be replaced soon.',
  },
  dimension: 'account',
  weight: 4,
  action: { sentence: { zh: '更换到期的凭证', en: 'Replace the credentials that are due' }, link: '/accounts/credentials' },
  remeasureOn,
  measure: async (db, now) => {
    const credentials = await db
      .selectFrom('credential')
      .select(['id', 'name', 'state', 'due_at as dueAt'])
      .where('state', '<>', 'retired')
      .orderBy('due_at')
      .orderBy('id')
      .execute()
    const late = credentials.filter(({ state, dueAt }) => state === 'leaked' || dueAt < now)
    return shareMeasurement(
      credentials.length,
      credentials.length - late.length,
      late.map(({ id, name, state, dueAt }) => ({
        sentence:
          state === 'leaked'
            ? { zh: '“{name}”疑似泄露，还没有更换', en: '{name} may have leaked and was not replaced yet' }
            : { zh: '“{name}”应在 {due} 前更换', en: '{name} was to be replaced by {due}' },
        params: { name, due: shanghaiTime(dueAt) },
        link: linkOf(id),
      })),
    )
  },
})

export const credentialsNeeded = defineControl({
  id: 'accounts.unused-credentials',
  title: { zh: '凭证都在用，权限不多给', en: 'Credentials are used, and no wider than needed' },
  purpose: {
    zh: '没人用的凭证和用不到的权限，只会增加泄露后的损失。',
    en: 'A credential that nobody uses, and a scope that nobody needs, only make a leak worse.',
  },
  dimension: 'account',
  weight: 2,
  action: {
    sentence: { zh: '停用闲置的凭证，收窄多余的权限', en: 'Retire idle credentials and narrow their scopes' },
    link: '/accounts/credentials',
  },
  remeasureOn,
  measure: async (db, now) => {
    const credentials = await db
      .selectFrom('credential')
      .select(['id', 'name', 'state', 'platform', 'scopes', 'purposes', 'due_at', 'stored_at', 'last_used_at'])
      .where('state', '<>', 'retired')
      .orderBy('name')
      .orderBy('id')
      .execute()
    const judged = credentials.map((credential) => ({ credential, flags: flagsOf(credential, now) }))
    const idle = judged.filter(({ flags }) => flags.includes('unused') || flags.includes('beyond'))
    return shareMeasurement(
      credentials.length,
      credentials.length - idle.length,
      idle.map(({ credential: { id, name }, flags }) => ({
        sentence: flags.includes('unused')
          ? { zh: '“{name}”已有 {days} 天没有使用', en: '{name} was not used for {days} days' }
          : { zh: '“{name}”的权限超出用途', en: 'The scopes of {name} go beyond its purpose' },
        params: { name, days: unusedDays },
        link: linkOf(id),
      })),
    )
  },
})
