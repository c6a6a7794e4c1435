import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { formatMinute, fromChinaClock } from './time.ts'

/** A moment as a date picker needs it: the hands of a clock on a Chinese wall, whatever the browser's zone. */
export const onChinaClock = (iso: string): Dayjs => dayjs(formatMinute(iso))

/** The moment that a date picker shows, its hands read as a Chinese clock. */
export const readChinaClock = (picked: Dayjs): string => fromChinaClock(picked.format('YYYY-MM-DD HH:mm:00'))
