import type { AccountTools } from './seed-accounts.ts'

const minute = 60_000

/** Plainly public addresses: a resolver in Hangzhou, and a host of a cloud abroad. */
const addresses = { hangzhou: '202.101.172.35', abroad: '45.32.1.1' } as const

/** Where somebody of the company sits when they sign in: at the office, or on the way. */
export const places = [
  {
    ip: addresses.hangzhou,
    device: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  },
  {
    ip: '192.168.1.23',
    device: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  },
] as const

/** Two alerts: one that was a colleague's own sign-in, and one that is likely a thief's and waits for somebody. */
export const reportAlerts = async (
  { call, as }: AccountTools,
  { accountIds, now }: { accountIds: readonly string[]; now: Date },
): Promise<void> => {
  const [, notes = '', videos = ''] = accountIds
  const owner = await as('linxiao')
  const minutesAgo = (minutes: number): string => new Date(now.getTime() - minutes * minute).toISOString()
  const { id } = await call(owner, 'accounts.report-alert', {
    accountId: notes,
    action: 'new-device',
    at: minutesAgo(26),
    ip: addresses.hangzhou,
    place: '浙江杭州',
    device: 'iPhone 15',
    app: null,
    text: '【小红书】您的账号“青禾茶饮官方”在新设备 iPhone 15 上登录，登录地点：浙江杭州。如非本人操作，请及时修改密码。',
  })
  await call(await as('chenmo'), 'accounts.claim-alert', { id, statement: '换了新手机，在公司登录准备明天的笔记。' })
  await call(owner, 'accounts.decide-alert', { id, decision: 'genuine', reason: '当面核对过手机，是陈默本人。' })
  await call(owner, 'accounts.report-alert', {
    accountId: videos,
    action: 'new-device',
    at: minutesAgo(9),
    ip: addresses.abroad,
    place: '美国',
    device: 'Redmi K70',
    app: null,
    text: '【抖音】您的抖音号 qinghe_flagship 在陌生设备上登录。设备：Redmi K70，IP：45.32.1.1，登录地点：美国。如非本人操作，请立即修改密码并联系客服。',
  })
}
