import { sql } from 'kysely'
import { newId } from '../../../kernel/id.ts'
import type { Operations } from '../../../main.ts'
import type { InputOf } from '../../../client.ts'
import { deviceOf } from '../../identity/risk/device/device-of.ts'
import { placeOfIp } from '../../identity/risk/place/place-of-ip.ts'
import { startAccountHouse } from '../accounts.fixture.ts'

type Report = InputOf<Operations, 'accounts.report-alert'>

/** Addresses in Hangzhou, Shenzhen's province and abroad, of public resolvers. */
export const addresses = { hangzhou: '202.101.172.35', guangzhou: '202.96.128.86', abroad: '45.32.1.1' } as const

const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'

/** The house of accounts with a history: its people sign in from Hangzhou on their phones. */
export const startAlertHouse = async (options: Parameters<typeof startAccountHouse>[0] = {}) => {
  const house = await startAccountHouse(options)
  const { app, people, as } = house
  type Name = keyof typeof people
  const signedIn = async (name: Name, { ip = addresses.hangzhou, hoursAgo = 24 }: { ip?: string; hoursAgo?: number } = {}): Promise<void> => {
    const { place, network } = placeOfIp(ip)
    const at = new Date(app.clock.now().getTime() - hoursAgo * 3_600_000)
    await sql`insert into sign_in (id, person_id, at, ip, place, network, device, level, reasons, assurance)
      values (${newId()}, ${people[name]}, ${at}, ${ip}, ${JSON.stringify(place)}, ${JSON.stringify(network)}, ${JSON.stringify(deviceOf(iphone))}, 'low', '[]', 'passkey')`.execute(app.db)
  }
  for (let day = 1; day <= 5; day += 1) {
    await signedIn('operator', { hoursAgo: 24 * day })
    await signedIn('second', { hoursAgo: 24 * day + 2 })
  }
  const report = async (name: Name, accountId: string, change: Partial<Report> = {}) =>
    app.call(
      'accounts.report-alert',
      {
        accountId, action: 'sign-in', at: new Date(app.clock.now().getTime() - 600_000).toISOString(), ip: addresses.hangzhou, place: null,
        device: 'iPhone 15', app: null, text: '【抖音】您的账号登录提醒，联系电话 13812345678', ...change,
      },
      await as(name),
    )
  return {
    ...house,
    signedIn,
    report,
    theft: { ip: addresses.abroad, device: 'Windows 10' } as const,
    see: async (name: Name, id: string) => app.call('accounts.view-alert', { id }, await as(name)),
    list: async (name: Name, input: InputOf<Operations, 'accounts.list-alerts'> = {}) => app.call('accounts.list-alerts', input, await as(name)),
    claim: async (name: Name, id: string) => app.call('accounts.claim-alert', { id, statement: '我在家里登录发了一条视频' }, await as(name)),
    decide: async (name: Name, id: string, decision: InputOf<Operations, 'accounts.decide-alert'>['decision'], reason: string | null = null) =>
      app.call('accounts.decide-alert', { id, decision, reason }, await as(name)),
    complete: async (name: Name, id: string, proof = '已于今天上午完成') => app.call('accounts.complete-alert-step', { id, proof }, await as(name)),
  }
}
