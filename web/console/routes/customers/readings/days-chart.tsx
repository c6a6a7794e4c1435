import { useTranslation } from 'react-i18next'
import type { Output } from '../../../api.ts'

type Days = Output<'vault.view-reading'>['days']

const height = 64
const step = 12
const bar = 8
/** Fewer bars say nothing. */
const fewestBars = 5

/** What was opened on each day, as bars; the sentence says the same in numbers. */
export const DaysChart = ({ days }: { days: Days }) => {
  const { t } = useTranslation()
  if (days.length === 0) return <p className="soft">{t('reading.noPast')}</p>
  const opened = days.map((day) => day.opened)
  const most = Math.max(...opened)
  const median = opened.toSorted((a, b) => a - b)[Math.floor(opened.length / 2)] ?? 0
  return (
    <div className="stack tight">
      {days.length >= fewestBars && (
        <svg className="days-chart" viewBox={`0 0 ${days.length * step} ${height}`} aria-hidden="true" preserveAspectRatio="xMinYMax meet">
          {days.map(({ day, opened: count }, index) => {
            const tall = Math.max(1, (count / Math.max(1, most)) * height)
            return <rect key={day} x={index * step} y={height - tall} width={bar} height={tall} rx={1} />
          })}
        </svg>
      )}
      <p className="soft">{t('reading.usualHint', { median, most })}</p>
    </div>
  )
}
