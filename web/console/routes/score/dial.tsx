import { useTranslation } from 'react-i18next'
import './dial.css'

/** The scale's borders: from here on the score is called good, and below this one low. */
const goodFrom = 80
const lowBelow = 60

export const gradeOf = (score: number): 'good' | 'fair' | 'low' =>
  score >= goodFrom ? 'good' : score < lowBelow ? 'low' : 'fair'

const radius = 80
const sweep = 270
const start = 135

const pointAt = (degrees: number): string => {
  const angle = (degrees * Math.PI) / 180
  return `${(100 + radius * Math.cos(angle)).toFixed(2)} ${(100 + radius * Math.sin(angle)).toFixed(2)}`
}

/** An arc along the dial from its beginning to a share of it. */
const arc = (share: number): string =>
  `M${pointAt(start)}A${radius} ${radius} 0 ${share * sweep > 180 ? 1 : 0} 1 ${pointAt(start + share * sweep)}`

/** The score as a dial from 0 to 100, with its grade in words. */
export const Dial = ({ score }: { score: number | null }) => {
  const { t } = useTranslation()
  const grade = score === null ? 'none' : gradeOf(score)
  const shown = score === null ? '—' : String(Math.round(score))
  return (
    <figure className={`dial dial-${grade}`}>
      <svg viewBox="0 0 200 180" role="img" aria-label={t('score.dial', { score: shown, grade: t(`grade.${grade}`) })}>
        <path className="dial-track" d={arc(1)} />
        {score !== null && score > 0 && <path className="dial-value" d={arc(Math.min(1, score / 100))} />}
        <text className="dial-number" x="100" y="112" textAnchor="middle">
          {shown}
        </text>
        <text className="dial-grade" x="100" y="142" textAnchor="middle">
          {t(`grade.${grade}`)}
        </text>
      </svg>
    </figure>
  )
}
