import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useRead } from '../../query.ts'
import { DayRange } from '../../ui/day-range.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Meter } from '../../ui/meter.tsx'
import { Page } from '../../ui/page.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { endOfChinaDay, startOfChinaDay } from '../../ui/time.ts'
import './times-page.css'

type Times = Output<'content.measure-review-times'>

const minutes = (value: number | null): string => (value === null ? '—' : value.toFixed(value < 10 ? 1 : 0))

/** How many materials stand at which step: bars with their number, so that no colour has to speak. */
const Funnel = ({ funnel }: { funnel: Times['funnel'] }) => {
  const { t } = useTranslation()
  const most = Math.max(1, ...funnel.map(({ count }) => count))
  return (
    <ul className="stack tight funnel">
      {funnel.map(({ state, count }) => (
        <li key={state}>
          <Meter label={t(`materialState.${state}`)} value={count} max={most} text={String(count)} />
        </li>
      ))}
    </ul>
  )
}

type LevelRowProps = Omit<Times['levels'][number], 'level'> & { name: string }

const LevelRow = ({ name, count, medianMinutes, p90Minutes, inTimeShare }: LevelRowProps) => (
  <tr className="number">
    <th scope="row">{name}</th>
    <td>{count}</td>
    <td>{minutes(medianMinutes)}</td>
    <td>{minutes(p90Minutes)}</td>
    <td>{inTimeShare === null ? '—' : `${Math.round(inTimeShare * 100)}%`}</td>
  </tr>
)

/** How long reviews take, measured from submission to decision. */
export const ReviewTimesPage = () => {
  const { t } = useTranslation()
  const [days, setDays] = useState<string>()
  const [from, to] = days?.split('~') ?? []
  const times = useRead(
    'content.measure-review-times',
    {
      ...(from === undefined ? {} : { from: startOfChinaDay(from) }),
      ...(to === undefined ? {} : { to: endOfChinaDay(to) }),
    },
    { keepPrevious: true },
  )
  return (
    <Page
      title={t('times.title')}
      intro={t('times.intro')}
      actions={<DayRange {...(days === undefined ? {} : { value: days })} onChange={setDays} />}
    >
      <Loaded query={times}>
        {({ total, levels, funnel }) => (
          <div className="stack">
            <section className="panel">
              <h2>{t('times.byLevel')}</h2>
              {total.count === 0 ? (
                <EmptyState title={t('times.none')} hint={t('times.noneHint')} />
              ) : (
                <ScrollBox label={t('times.byLevel')}>
                  <table className="figures">
                    <thead>
                      <tr>
                        <th scope="col">{t('times.level')}</th>
                        <th scope="col">{t('times.count')}</th>
                        <th scope="col">{t('times.median')}</th>
                        <th scope="col">{t('times.p90')}</th>
                        <th scope="col">{t('times.inTime')}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {levels.map(({ level, ...figures }) => (
                        <LevelRow key={level} name={t(`level.${level}`)} {...figures} />
                      ))}
                      <LevelRow name={t('times.total')} {...total} inTimeShare={null} />
                    </tbody>
                  </table>
                </ScrollBox>
              )}
            </section>
            <section className="panel">
              <h2>{t('times.funnel')}</h2>
              <Funnel funnel={funnel} />
            </section>
          </div>
        )}
      </Loaded>
    </Page>
  )
}
