/** China has had one zone without summer time since 1991, so the offset is fixed. */
const chinaOffset = '+08:00'

const inChina = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', ...options })

const minute = inChina({ dateStyle: 'short', timeStyle: 'short' })
const second = inChina({ dateStyle: 'short', timeStyle: 'medium' })

/** `2026-03-01 09:30`, Chinese time whatever the browser's zone. */
export const formatMinute = (iso: string | null | undefined): string => (iso ? minute.format(new Date(iso)) : '—')

/** `2026-03-01`, the Chinese day on which a term ends: it runs out at 24:00, which is the next day's first moment. */
export const formatLastDay = (iso: string): string => formatMinute(new Date(new Date(iso).getTime() - 1).toISOString()).slice(0, 10)

/** `2026-03-01 09:30`; a deadline at midnight is told as the day that ends with it, `2026-03-01 24:00`. */
export const formatDue = (iso: string): string => {
  const time = formatMinute(iso)
  return time.endsWith(' 00:00') ? `${formatLastDay(iso)} 24:00` : time
}

/** `2026-03-01`, the Chinese day of a moment. */
export const formatDay = (iso: string): string => formatMinute(iso).slice(0, 10)
export const formatSecond = (iso: string): string => second.format(new Date(iso))

/** Reads wall-clock text (`2026-03-01 09:30:00`) as Chinese time. */
export const fromChinaClock = (text: string): string =>
  new Date(`${text.replace(' ', 'T')}${chinaOffset}`).toISOString()

/** First and last moment of two Chinese days (`2026-03-01`). */
export const startOfChinaDay = (dayText: string): string => fromChinaClock(`${dayText} 00:00:00`)
export const endOfChinaDay = (dayText: string): string =>
  new Date(`${dayText}T23:59:59.999${chinaOffset}`).toISOString()
