import type { Platform } from '../../platforms.ts'
import { findAddress } from './find-address.ts'
import { findApp, findDevice } from './find-device.ts'
import { type AlertLink, findLinks } from './find-links.ts'
import { findPlace, type Gazetteer } from './find-place.ts'
import { type AlertAction, findAccount, findAction, findPlatform, withoutAdvice } from './find-subject.ts'
import { findTime } from './find-time.ts'
import { type Found, mostCharacters, without } from './found.ts'

/** What an alert says; null for what it does not say. */
export type ParsedAlert = {
  platform: Found<Platform> | null
  account: Found | null
  action: Found<AlertAction> | null
  at: Found<Date> | null
  ip: Found | null
  place: Found | null
  device: Found | null
  app: Found | null
  links: readonly AlertLink[]
}

const nothing: ParsedAlert = {
  platform: null, account: null, action: null, at: null, ip: null, place: null, device: null, app: null, links: [],
}

/** Words without which a text is no alert: an invitation to a meeting has a time and a place as well. */
const signs = /登录|登陆|账号|帐号|账户|密码|设备|公众号|公众平台|微信|微博|抖音|小红书|视频号|QQ|安全|授权|冻结|login|IP/i

/**
 * Reads an alert of a platform as somebody pasted it. Pure; what it does not find stays null, for a person to fill in.
 * @param text its first 4,000 characters are read
 * @param now for 今天, 昨天 and years left out
 */
export const parseAlert = (text: string, { now, gazetteer }: { now: Date; gazetteer: Gazetteer }): ParsedAlert => {
  const read = text.slice(0, mostCharacters)
  const links = findLinks(read)
  const ip = findAddress(read)
  if (!signs.test(read)) return { ...nothing, ip, links }
  const plain = withoutAdvice(without(read, ip, ...links))
  const at = findTime(plain, now)
  const timeless = without(plain, at)
  const account = findAccount(timeless)
  const rest = without(timeless, account)
  const app = findApp(rest)
  const device = findDevice(without(rest, app))
  return {
    platform: findPlatform(read),
    account,
    action: findAction(plain),
    at,
    ip,
    place: findPlace(without(rest, device), gazetteer),
    device,
    app,
    links,
  }
}
