import { ReloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { GoLink } from '../../ui/go-link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Meter } from '../../ui/meter.tsx'
import { Page } from '../../ui/page.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { formatMinute } from '../../ui/time.ts'
import { ControlRow } from './control-row.tsx'
import { Dial, gradeOf } from './dial.tsx'
import './score-page.css'
import { Trend } from './trend.tsx'

type Score = Output<'score.view-score'>

const meterTones = { good: 'good', fair: 'warn', low: 'bad' } as const

const Dimensions = ({ dimensions }: { dimensions: Score['dimensions'] }) => {
  const { t } = useTranslation()
  return (
    <section className="panel">
      <h2>{t('score.dimensions')}</h2>
      <ul className="stack">
        {dimensions.map(({ id, score }) => (
          <li key={id}>
            <Meter
              label={t(`dimension.${id}`)}
              value={score}
              max={100}
              text={score === null ? t('score.notMeasured') : String(Math.round(score))}
              tone={score === null ? 'plain' : meterTones[gradeOf(score)]}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What to do next, and how many points it wins, most first. */
const Gains = ({ gains }: { gains: Score['gains'] }) => {
  const { t } = useTranslation()
  const byGain = gains.toSorted((a, b) => b.gain - a.gain).filter(({ gain }) => gain > 0)
  return (
    <section className="panel">
      <h2>{t('score.next')}</h2>
      {byGain.length === 0 ? (
        <EmptyState title={t('score.nothingToDo')} hint={t('score.nothingToDoHint')} />
      ) : (
        <ol className="gains">
          {byGain.map(({ controlId, gain, text, link }) => (
            <li key={controlId}>
              <span className="gain number">{t('score.gain', { points: gain.toFixed(1) })}</span>
              <span className="grow">
                <GoLink to={link}>{text}</GoLink>
              </span>
              <GoLink to={`/score/${controlId}`}>{t('score.why')}</GoLink>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** How safe the house is, why, and what would make it safer. */
export const ScorePage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const score = useRead('score.view-score', {})
  const measure = useChange('score.measure-now')
  return (
    <Page
      title={t('nav.score')}
      intro={t('score.intro')}
      actions={
        may('score.measure') && (
          <Button
            icon={<ReloadOutlined />}
            loading={measure.isPending}
            onClick={() =>
              measure.mutate({}, { onSuccess: () => void message.success(t('score.measured')), onError: showProblem })
            }
          >
            {t('score.measureNow')}
          </Button>
        )
      }
    >
      <Loaded query={score} rows={12}>
        {({ overall, coverage, measuredAt, dimensions, controls, gains }) => (
          <div className="stack">
            <div className="score-top">
              <section className="panel">
                <h2>{t('score.overall')}</h2>
                <Dial score={overall} />
                <p className="soft">{t('score.coverage', { percent: Math.round(coverage * 100) })}</p>
                {overall !== null && coverage < 0.5 && <p className="label-hint">{t('score.lowCoverage')}</p>}
                {measuredAt !== null && (
                  <p className="soft number">{t('score.measuredAt', { at: formatMinute(measuredAt) })}</p>
                )}
              </section>
              <Dimensions dimensions={dimensions} />
              <Trend />
            </div>
            <Gains gains={gains} />
            <section className="panel">
              <h2>{t('score.controls')}</h2>
              <ul className="controls">
                {controls
                  .toSorted((a, b) => b.lost - a.lost)
                  .map((control) => (
                    <ControlRow key={control.id} control={control} />
                  ))}
              </ul>
            </section>
          </div>
        )}
      </Loaded>
    </Page>
  )
}
