import { beijingParts } from './calendar/beijing-time.ts'

/** A moment as people in China read it: `YYYY-MM-DD HH:mm`, Asia/Shanghai. */
export const shanghaiTime = (moment: Date): string => {
  const { date, hour, minute } = beijingParts(moment)
  return `${date} ${twoDigits(hour)}:${twoDigits(minute)}`
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')
