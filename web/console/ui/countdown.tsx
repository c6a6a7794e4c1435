import { Progress } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

type CountdownProps = {
  seconds: number
  /** Called once the time is over; the same function at every rendering. */
  onOver: () => void
}

/** How long something secret stays on the screen. */
export const Countdown = ({ seconds, onOver }: CountdownProps) => {
  const { t } = useTranslation()
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    const end = Date.now() + seconds * 1000
    const timer = setInterval(() => {
      const now = Math.ceil((end - Date.now()) / 1000)
      setLeft(Math.max(0, now))
      if (now <= 0) onOver()
    }, 250)
    return () => clearInterval(timer)
  }, [seconds, onOver])
  const text = t('duration.hidesIn', { count: left })
  return (
    <div>
      <Progress percent={(left / seconds) * 100} showInfo={false} size="small" aria-label={text} />
      <p className="soft number">{text}</p>
    </div>
  )
}
