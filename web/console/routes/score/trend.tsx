import { Segmented, Skeleton } from 'antd'
import { Suspense, lazy, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useRead } from '../../query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { formatMinute } from '../../ui/time.ts'

const LineChart = lazy(() => import('./line-chart.tsx').then((module) => ({ default: module.LineChart })))

type Point = Output<'score.view-trend'>['items'][number]

const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? '—' : value.toFixed(1)

const TrendTable = ({ items }: { items: readonly Point[] }) => {
  const { t } = useTranslation()
  const dimensions = items.at(-1)?.dimensions ?? []
  return (
    <ScrollBox label={t('score.trend')}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t('score.at')}</th>
            <th scope="col">{t('score.overall')}</th>
            {dimensions.map(({ id }) => (
              <th key={id} scope="col">
                {t(`dimension.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.toReversed().map(({ at, overall, dimensions: scores }) => (
            <tr key={at}>
              <th scope="row" className="number">
                {formatMinute(at)}
              </th>
              <td className="number">{figure(overall)}</td>
              {dimensions.map(({ id }) => (
                <td key={id} className="number">
                  {figure(scores.find((score) => score.id === id)?.score)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

const TrendChart = ({ items }: { items: readonly Point[] }) => {
  const { t } = useTranslation()
  const lines = useMemo(() => {
    const measured = (items.at(-1)?.dimensions ?? []).filter(({ score }) => score !== null)
    return [
      {
        name: t('score.overall'),
        main: true,
        points: items.map(({ at, overall }) => [formatMinute(at).slice(5), overall] as const),
      },
      ...measured.map(({ id }) => ({
        name: t(`dimension.${id}`),
        points: items.map(
          ({ at, dimensions }) =>
            [formatMinute(at).slice(5), dimensions.find((each) => each.id === id)?.score ?? null] as const,
        ),
      })),
    ]
  }, [items, t])
  return (
    <Suspense fallback={<Skeleton active />}>
      <LineChart lines={lines} label={t('score.trendLabel')} />
    </Suspense>
  )
}

/** The score over time, as a chart or as the table behind it. */
export const Trend = () => {
  const { t } = useTranslation()
  const [form, setForm] = useState<'chart' | 'table'>('chart')
  const trend = useRead('score.view-trend', {})
  return (
    <section className="panel score-trend">
      <div className="row between">
        <h2 className="section-title">{t('score.trend')}</h2>
        <Segmented
          value={form}
          onChange={setForm}
          options={[
            { value: 'chart', label: t('score.asChart') },
            { value: 'table', label: t('score.asTable') },
          ]}
        />
      </div>
      <Loaded query={trend}>
        {({ items }) =>
          items.length < 2 ? (
            <EmptyState title={t('score.noTrend')} hint={t('score.noTrendHint')} />
          ) : form === 'chart' ? (
            <TrendChart items={items} />
          ) : (
            <TrendTable items={items} />
          )
        }
      </Loaded>
    </section>
  )
}
