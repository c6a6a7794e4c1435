import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../query.ts'
import { useMay, useMe } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SeverityCounts } from '../../ui/findings/severity.tsx'
import { GoLink, useGo } from '../../ui/go-link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { RemainingTime } from '../../ui/remaining-time.tsx'
import { MaterialStateTag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import { AllObligations } from './all-obligations.tsx'
import { Block } from './block.tsx'
import './desk-page.css'
import { FirstSteps } from './first-steps.tsx'
import { MyObligations } from './my-obligations.tsx'

const shown = 8

const ToReview = () => {
  const { t } = useTranslation()
  const queue = useRead('content.list-queue', { page: 1, pageSize: shown }, { everySeconds: 60 })
  return (
    <Block title={t('desk.toReview')} count={queue.data?.total} more="/reviews">
      <Loaded query={queue} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('reviews.empty')} hint={t('reviews.emptyHint')} />
          ) : (
            <ul className="desk-list">
              {items.map(({ reviewId, material, level, author, dueAt, findings }) => (
                <li key={reviewId}>
                  <div className="grow">
                    <GoLink to={`/reviews/${reviewId}`}>{material.title}</GoLink>
                    <p className="soft">
                      {t(`level.${level}`)} · {author.name}
                    </p>
                  </div>
                  <SeverityCounts counts={findings} />
                  <RemainingTime dueAt={dueAt} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Block>
  )
}

const MyMaterials = () => {
  const { t } = useTranslation()
  const go = useGo()
  const mine = useRead('content.list-materials', {
    involvement: 'mine',
    sort: 'updated',
    order: 'desc',
    page: 1,
    pageSize: shown,
  })
  return (
    <Block title={t('desk.mine')} more="/materials?involvement=mine">
      <Loaded query={mine} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title={t('materials.empty')}
              hint={t('materials.emptyHint')}
              action={
                <Button type="primary" icon={<PlusOutlined />} onClick={() => go('/materials/new')}>
                  {t('materials.new')}
                </Button>
              }
            />
          ) : (
            <ul className="desk-list">
              {items.map(({ id, title, state, updatedAt }) => (
                <li key={id}>
                  <div className="grow">
                    <GoLink to={state === 'self-check' ? `/materials/${id}/self-check` : `/materials/${id}`}>
                      {title}
                    </GoLink>
                    <p className="soft number">{formatMinute(updatedAt)}</p>
                  </div>
                  <MaterialStateTag state={state} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Block>
  )
}

/** What waits for the reader today. */
export const DeskPage = () => {
  const { t } = useTranslation()
  const me = useMe()
  const may = useMay()
  const go = useGo()
  const reviews = may('content.review-department') || may('content.review-legal')
  return (
    <Page
      title={t('nav.desk')}
      intro={t('desk.hello', { name: me.name })}
      actions={
        may('content.write') && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => go('/materials/new')}>
            {t('materials.new')}
          </Button>
        )
      }
    >
      <div className="desk">
        {may('identity.manage-people') && <FirstSteps />}
        <MyObligations />
        {reviews && <ToReview />}
        {may('content.write') && <MyMaterials />}
        {may('desk.view-all') && <AllObligations />}
      </div>
    </Page>
  )
}
