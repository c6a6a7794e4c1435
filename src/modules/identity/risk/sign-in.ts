import type { Device } from './device/device-of.ts'
import type { Network } from './place/place-of-ip.ts'
import type { Place } from './place/places-file.ts'

/** A sign-in as it is kept: plain JSON, from `placeOfIp` and `deviceOf`. */
export type SignIn = {
  /** Milliseconds since 1970. */
  at: number
  ip: string
  /** Null for internal addresses and where nothing is known. */
  place: Place | null
  network: Network
  /** Names this browser on this device (a digest of its cookie); null where it brought none. */
  deviceKey: string | null
  device: Device
}

/** A sign-in that is to be judged: the password was right. */
export type Attempt = SignIn & {
  /** Wrong passwords for this name within the last hour. */
  failuresBefore: number
  /** The network attacked this company before, by what its own records say. */
  knownBad: boolean
}

const hourMs = 3_600_000

/** Hour of the day and whether it is a weekend, in Shanghai (UTC+8 all the year, no summer time since 1991). */
export const shanghaiTime = (at: number): { hour: number; weekend: boolean } => {
  const hours = Math.floor(at / hourMs) + 8
  // 1 January 1970 was a Thursday.
  const weekday = (((Math.floor(hours / 24) + 4) % 7) + 7) % 7
  return { hour: ((hours % 24) + 24) % 24, weekend: weekday === 0 || weekday === 6 }
}
