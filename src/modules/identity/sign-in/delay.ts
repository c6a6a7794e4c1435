/** How failures slow down further attempts. Seconds. */
export type DelayPolicy = {
  /** Failures that cost nothing. */
  free: number
  firstSeconds: number
  ceilingSeconds: number
}

/** Against one login name, from wherever: after five failures 30 s, then twice as long each time, at most 15 min. */
export const loginDelay: DelayPolicy = { free: 5, firstSeconds: 30, ceilingSeconds: 900 }

/** From one network, against whatever names. A whole office may share an address, so more of them are free. */
export const networkDelay: DelayPolicy = { free: 20, firstSeconds: 30, ceilingSeconds: 3600 }

/** A failure is forgotten when none followed it for a day. */
export const failureMemoryMs = 24 * 60 * 60 * 1000

/**
 * How long the next attempt has to wait.
 * @param failures how many there have been, with the latest
 * @returns seconds; 0 while failures are free
 */
export const delayAfter = (failures: number, { free, firstSeconds, ceilingSeconds }: DelayPolicy): number =>
  failures < free ? 0 : Math.min(ceilingSeconds, firstSeconds * 2 ** Math.min(failures - free, 20))
