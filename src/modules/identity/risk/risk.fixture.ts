import { deviceOf } from './device/device-of.ts'
import { placeOfIp } from './place/place-of-ip.ts'
import type { Attempt, SignIn } from './sign-in.ts'

export const addresses = {
  /** China Telecom, Hangzhou. */
  office: '202.101.172.35',
  /** China Telecom, Guangzhou. */
  guangzhou: '202.96.128.86',
  beijing: '202.106.0.20',
  /** Deutsche Telekom. */
  germany: '217.237.149.142',
  aliyun: '47.96.10.10',
  vpn: '37.120.193.10',
  inside: '10.8.0.7',
}

const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'
export const userAgents = {
  edge: `${windows} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`,
  chrome: `${windows} Chrome/142.0.0.0 Safari/537.36`,
  iPhone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1',
}

/** Wednesday, 4 March 2026, 09:30 in Shanghai. */
export const morning = Date.parse('2026-03-04T09:30:00+08:00')
const dayMs = 86_400_000

type Said = { at?: number; ip?: string; userAgent?: string | null; deviceKey?: string | null }

export const signIn = ({ at = morning, ip = addresses.office, userAgent = userAgents.edge, deviceKey = 'own' }: Said = {}): SignIn => ({
  at, ip, ...placeOfIp(ip), deviceKey, device: deviceOf(userAgent),
})

export const attempt = (said: Said & { failuresBefore?: number; knownBad?: boolean } = {}): Attempt => ({
  ...signIn(said), failuresBefore: said.failuresBefore ?? 0, knownBad: said.knownBad ?? false,
})

/** Sign-ins from the office at half past nine, on the days before `morning`. */
export const officeDays = (days: number, said: Said = {}): SignIn[] =>
  Array.from({ length: days }, (_, back) => signIn({ ...said, at: morning - (back + 1) * dayMs }))
