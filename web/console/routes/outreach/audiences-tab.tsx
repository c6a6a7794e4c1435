import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { AudienceDialog } from './audience-dialog.tsx'
import { CampaignDrawer } from './campaign-drawer.tsx'
import { CampaignList } from './campaign-list.tsx'
import { ListDialog } from './list-dialog.tsx'
import { StartDialog } from './start-dialog.tsx'
import { useFilterText } from './use-filter-text.ts'

type Audience = Output<'outreach.list-audiences'>['items'][number]
type Doing = { what: 'change' | 'list' | 'start'; audience: Audience } | { what: 'add' } | null

type RowProps = { audience: Audience; departments: readonly { id: string; name: string }[]; onDo: (what: 'change' | 'list' | 'start') => void }

const AudienceRow = ({ audience, departments, onDo }: RowProps) => {
  const { t } = useTranslation()
  const may = useMay()
  const { modal } = App.useApp()
  const filterText = useFilterText(departments)
  const remove = useChange('outreach.remove-audience')
  const { name, filter, listed } = audience
  const mayManage = may('outreach.manage-audiences')
  return (
    <li className="stack tight">
      <div className="row between">
        <strong>{name}</strong>
        <div className="row">
          {may('outreach.send') && (
            <Button type="primary" aria-label={t('outreach.startFor', { name })} onClick={() => onDo('start')}>
              {t('outreach.start')}
            </Button>
          )}
          {mayManage && filter.listed && <Button onClick={() => onDo('list')}>{t('outreach.bringList')}</Button>}
          {mayManage && (
            <>
              <Button aria-label={t('outreach.changeAudience', { name })} onClick={() => onDo('change')}>
                {t('outreach.change')}
              </Button>
              <Button
                aria-label={t('outreach.removeAudience', { name })}
                onClick={() =>
                  modal.confirm({
                    title: t('outreach.removeAudience', { name }),
                    content: t('outreach.removeAudienceHint'),
                    okText: t('outreach.remove'),
                    onOk: () => remove.mutateAsync({ id: audience.id }),
                  })
                }
              >
                {t('outreach.remove')}
              </Button>
            </>
          )}
        </div>
      </div>
      <p className="soft">{filterText(filter, listed)}</p>
    </li>
  )
}

/** Audiences, and the record of what was decided about them. */
export const AudiencesTab = () => {
  const { t } = useTranslation()
  const may = useMay()
  const [doing, setDoing] = useState<Doing>(null)
  const [campaign, setCampaign] = useState<string | null>(null)
  const list = useRead('outreach.list-audiences', {})
  const close = (): void => setDoing(null)
  return (
    <div className="stack">
      {may('outreach.manage-audiences') && (
        <div>
          <Button type="primary" onClick={() => setDoing({ what: 'add' })}>
            {t('outreach.addAudience')}
          </Button>
        </div>
      )}
      <Loaded query={list}>
        {({ items, departments }) => (
          <>
            {items.length === 0 ? (
              <EmptyState title={t('outreach.noAudiences')} hint={t('outreach.noAudiencesHint')} />
            ) : (
              <section className="panel">
                <h2>{t('outreach.audiences')}</h2>
                <ul className="outreach-rows">
                  {items.map((audience) => (
                    <AudienceRow key={audience.id} audience={audience} departments={departments} onDo={(what) => setDoing({ what, audience })} />
                  ))}
                </ul>
              </section>
            )}
            {doing?.what === 'add' && <AudienceDialog before={null} departments={departments} onClose={close} />}
            {doing?.what === 'change' && <AudienceDialog before={doing.audience} departments={departments} onClose={close} />}
          </>
        )}
      </Loaded>
      {doing?.what === 'list' && <ListDialog audience={doing.audience} onClose={close} />}
      {doing?.what === 'start' && (
        <StartDialog
          audience={doing.audience}
          onClose={close}
          onStarted={(id) => {
            close()
            setCampaign(id)
          }}
        />
      )}
      <CampaignList onOpen={setCampaign} />
      {campaign !== null && <CampaignDrawer id={campaign} onClose={() => setCampaign(null)} />}
    </div>
  )
}
