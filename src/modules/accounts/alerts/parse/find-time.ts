import { addDays, beijingDate } from '../../../../kernel/calendar/beijing-time.ts'
import type { Found } from './found.ts'

const day = '(?:(?<year>20\\d\\d)\\s?[-/.年]\\s?)?(?<month>1[0-2]|0?[1-9])\\s?[-/.月]\\s?(?<day>3[01]|[12]\\d|0?[1-9])(?:[日号]|(?!\\d))'
const word = '(?<word>今天|今日|昨天|昨日|前天|前日|今(?=[早晚凌])|昨(?=[晚夜]))'
const between = '(?:\\s|T|,|，|的|[（(]?(?:星期|周)[一二三四五六日天][）)]?){0,4}'
const part = '(?<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|深夜|夜里|早|晚|夜)?\\s?'
const clock =
  '(?<hour>2[0-3]|[01]?\\d)(?:\\s?[:：]\\s?|[点时])(?:(?<minute>[0-5]?\\d)(?:(?:[:：]|分)(?<second>[0-5]?\\d)(?:\\.\\d{1,6})?秒?|分)?)?(?:\\s?(?<half>AM|PM|am|pm))?(?<zone>Z|[+-]\\d\\d:?\\d\\d)?'

/** A day and a time, or a time of the present day alone. */
const pattern = new RegExp(`(?<![\\d.:/-])(?:(?:${day}|${word})${between})?${part}${clock}(?![\\d:])`, 'g')

const dayMs = 86_400_000

type Groups = Readonly<Record<string, string | undefined>>

const hourOf = ({ hour = '0', part = '', half = '' }: Groups): { hour: number; nextDay: boolean } => {
  const told = Number(hour)
  const late = /晚|夜/.test(part)
  if (late && told <= 5) return { hour: told, nextDay: told > 0 || part !== '' }
  if ((late || /下午|傍晚/.test(part) || half.toLowerCase() === 'pm') && told < 12) return { hour: told + 12, nextDay: false }
  if (part === '中午' && told < 3) return { hour: told + 12, nextDay: false }
  if ((part === '凌晨' || half.toLowerCase() === 'am') && told === 12) return { hour: 0, nextDay: false }
  return { hour: told, nextDay: false }
}

const two = (number: number): string => String(number).padStart(2, '0')

/** The day that is meant: the year left out is the latest that does not lie ahead. Null for a day that does not exist. */
const dateOf = ({ year, month, day: dayOfMonth, word: told }: Groups, now: Date): string | null => {
  const today = beijingDate(now)
  if (told !== undefined) return addDays(today, told.startsWith('今') ? 0 : told.startsWith('昨') ? -1 : -2)
  if (month === undefined || dayOfMonth === undefined) return null
  const rest = `${two(Number(month))}-${two(Number(dayOfMonth))}`
  const thisYear = Number(today.slice(0, 4))
  const date = year === undefined ? `${thisYear}-${rest}` : `${year}-${rest}`
  const chosen = year === undefined && date > addDays(today, 1) ? `${thisYear - 1}-${rest}` : date
  const real = new Date(`${chosen}T00:00:00Z`)
  return Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== chosen ? null : chosen
}

const momentOf = (groups: Groups, now: Date): Date | null => {
  const { hour, nextDay } = hourOf(groups)
  const date = dateOf(groups, now)
  const hasDay = groups['word'] !== undefined || groups['month'] !== undefined
  if (hasDay && date === null) return null
  const zone = groups['zone'] === undefined ? '+08:00' : groups['zone'].replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2')
  const time = `${two(hour)}:${two(Number(groups['minute'] ?? '0'))}:${two(Number(groups['second'] ?? '0'))}`
  const moment = new Date(Date.parse(`${date ?? beijingDate(now)}T${time}${zone}`) + (nextDay && date !== null ? dayMs : 0))
  if (Number.isNaN(moment.getTime())) return null
  // A time alone is the latest such moment.
  return date === null && moment.getTime() > now.getTime() ? new Date(moment.getTime() - dayMs) : moment
}

/**
 * When it happened, in Beijing time unless the text names a zone. A day with a time goes before a time alone; what lies
 * more than a day ahead happened to nobody.
 * @param now for 今天, 昨天 and years left out
 */
export const findTime = (text: string, now: Date): Found<Date> | null => {
  let alone: Found<Date> | null = null
  for (const match of text.matchAll(pattern)) {
    const groups: Groups = match.groups ?? {}
    const start = match.index
    if (/(?:明天|后天|明日|次日)$/.test(text.slice(Math.max(0, start - 2), start))) continue
    const value = momentOf(groups, now)
    if (value === null || value.getTime() > now.getTime() + dayMs) continue
    const found = { value, start, end: start + match[0].length }
    if (groups['word'] !== undefined || groups['month'] !== undefined) return found
    alone ??= found
  }
  return alone
}
