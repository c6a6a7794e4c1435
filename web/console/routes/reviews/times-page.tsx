import { Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useRead } from '../../query.ts'
import { DayRange } from '../../ui/day-range.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Meter } from '../../ui/meter.tsx'
import { Page } from '../../ui/page.tsx'
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

/** How long reviews take, measured from submission to decision. */
export const ReviewTimesPage = () => {
  const { t } = useTranslation()
  const [days, setDays] = useState<string>()
  const [from, to] = days?.split('~') ?? []
  const times = useRead(
    'content.measure-review-times',
    { ...(from === undefined ? {} : { from: startOfChinaDay(from) }), ...(to === undefined ? {} : { to: endOfChinaDay(to) }) },
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
                <Table
                  pagination={false}
                  rowKey="key"
                  scroll={{ x: 'max-content' }}
                  dataSource={[
                    ...levels.map((each) => ({ key: t(`level.${each.level}`), ...each })),
                    { key: t('times.total'), ...total, inTimeShare: null },
                  ]}
                  columns={[
                    { dataIndex: 'key', title: t('times.level') },
                    { dataIndex: 'count', title: t('times.count'), align: 'right' },
                    { dataIndex: 'medianMinutes', title: t('times.median'), align: 'right', render: minutes },
                    { dataIndex: 'p90Minutes', title: t('times.p90'), align: 'right', render: minutes },
                    {
                      dataIndex: 'inTimeShare',
                      title: t('times.inTime'),
                      align: 'right',
                      render: (share: number | null) => (share === null ? '—' : `${Math.round(share * 100)}%`),
                    },
                  ]}
                />
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
