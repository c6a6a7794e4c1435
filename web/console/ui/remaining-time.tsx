import { ClockCircleOutlined } from '@ant-design/icons'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDue } from './time.ts'
import './remaining-time.css'

const useNow = (everySeconds: number): number => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everySeconds * 1000)
    return () => clearInterval(timer)
  }, [everySeconds])
  return now
}

/** Under this many minutes a deadline is called close. */
const closeMinutes = 5

/** How long there is until a deadline, or how long it has passed. */
export const RemainingTime = ({ dueAt }: { dueAt: string | null }) => {
  const { t } = useTranslation()
  const now = useNow(15)
  if (dueAt === null) return null
  const minutes = Math.round((new Date(dueAt).getTime() - now) / 60_000)
  const size = Math.abs(minutes)
  const length =
    size >= 2880
      ? t('duration.days', { count: Math.floor(size / 1440) })
      : size >= 120
        ? t('duration.hours', { count: Math.floor(size / 60) })
        : size === 0
          ? t('duration.underMinute')
          : t('duration.minutes', { count: size })
  const tone = minutes < 0 ? 'late' : minutes <= closeMinutes ? 'close' : 'calm'
  return (
    <span className={`remaining remaining-${tone}`} title={formatDue(dueAt)}>
      <ClockCircleOutlined aria-hidden="true" />
      {minutes < 0 ? t('duration.late', { length }) : t('duration.left', { length })}
    </span>
  )
}
