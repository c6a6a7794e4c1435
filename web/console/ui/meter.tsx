import './meter.css'

type MeterProps = {
  label: string
  value: number | null
  max: number
  text: string
  tone?: 'plain' | 'good' | 'warn' | 'bad'
}

/** A labelled bar with its figure. */
export const Meter = ({ label, value, max, text, tone = 'plain' }: MeterProps) => (
  <div className={`meter meter-${tone}`}>
    <span className="meter-label">{label}</span>
    <span className="meter-track" aria-hidden="true">
      <span className="meter-fill" style={{ width: value === null ? 0 : `${Math.min(100, (value / max) * 100)}%` }} />
    </span>
    <span className="meter-text number">{text}</span>
  </div>
)
