import { App, Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, type Output } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { saveFile } from '../../ui/download.ts'
import { Facts } from '../../ui/facts.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Meter } from '../../ui/meter.tsx'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { formatMinute } from '../../ui/time.ts'
import { MaskedPeople } from './masked-people.tsx'
import { useChannels } from './use-channels.ts'

type Campaign = Output<'outreach.view-campaign'>
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const PeopleOf = ({ id, reason, title }: { id: string; reason: string | null; title: string }) => {
  const { t } = useTranslation()
  const [after, setAfter] = useState<string | null>(null)
  const people = useRead('outreach.list-campaign-people', { id, reason, after }, { keepPrevious: true })
  return (
    <section className="stack tight" aria-label={title}>
      <h3>{title}</h3>
      <p className="soft">{t('outreach.maskedHint')}</p>
      <Loaded query={people}>
        {({ items, next }) => (
          <MaskedPeople
            items={items}
            note={({ reasons }) => (reasons.length > 1 ? t('outreach.reasonsInAll', { count: reasons.length }) : '')}
            first={after === null}
            next={next}
            onFirst={() => setAfter(null)}
            onNext={setAfter}
          />
        )}
      </Loaded>
    </section>
  )
}

const Bars = ({ campaign: { id, asked, allowed, byReason } }: { campaign: Campaign }) => {
  const { t } = useTranslation()
  const [open, setOpen] = useState<{ reason: string | null; title: string } | null>(null)
  const bars = [{ reason: null as string | null, title: t('outreach.canReach'), count: allowed }, ...byReason.map(({ code, text, count }) => ({ reason: code as string | null, title: text, count }))]
  return (
    <>
      <ul className="outreach-bars">
        {bars.map(({ reason, title, count }) => (
          <li key={title}>
            <button type="button" disabled={count === 0} aria-pressed={open !== null && open.reason === reason} onClick={() => setOpen({ reason, title })}>
              <Meter label={title} value={count} max={Math.max(1, asked)} text={count.toLocaleString('zh-CN')} tone={reason === null ? 'good' : 'warn'} />
            </button>
          </li>
        ))}
      </ul>
      <p className="soft">{t('outreach.barsHint')}</p>
      {open !== null && <PeopleOf key={open.reason ?? ''} id={id} reason={open.reason} title={open.title} />}
    </>
  )
}

/** One campaign: who could be reached, why not the rest, and what came of it. */
export const CampaignDrawer = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation()
  const may = useMay()
  const { nameOf } = useChannels()
  const { message } = App.useApp()
  const [exporting, setExporting] = useState(false)
  const campaign = useRead('outreach.view-campaign', { id }, { whileWaiting: ({ state }) => state === 'running' })
  const cancel = useChange('outreach.cancel-campaign')
  const exported = (): void => {
    setExporting(true)
    call('outreach.export-campaign', { id })
      .then(
        ({ fileName, base64 }) => saveFile(fileName, base64, excel),
        () => message.error(t('outreach.notExported')),
      )
      .finally(() => setExporting(false))
  }
  return (
    <Drawer open title={campaign.data?.audienceName ?? t('outreach.campaign')} size="large" onClose={onClose}>
      <Loaded query={campaign}>
        {(data) => (
          <div className="stack">
            <p className="outreach-reached">{t('outreach.reached', { allowed: data.allowed, asked: data.asked })}</p>
            {data.state === 'running' && <p role="status">{t('outreach.running')}</p>}
            <Bars campaign={data} />
            <div className="row">
              <Button loading={exporting} onClick={exported}>
                {t('outreach.exportRecord')}
              </Button>
              {data.state === 'running' && may('outreach.send') && (
                <Button danger loading={cancel.isPending} onClick={() => cancel.mutate({ id })}>
                  {t('outreach.cancelCampaign')}
                </Button>
              )}
            </div>
            {cancel.error !== null && <ProblemAlert error={cancel.error} />}
            <Facts
              items={[
                { label: t('outreach.mode'), value: t(`outreach.modeName.${data.mode}`) },
                { label: t('outreach.state'), value: t(`outreach.campaignState.${data.state}`) },
                { label: t('outreach.field.purpose'), value: `${t(`outreach.purpose.${data.purpose}`)} · ${nameOf(data.channel)}` },
                { label: t('outreach.startedBy'), value: `${data.startedBy} · ${formatMinute(data.startedAt)}` },
                ...(data.finishedAt === null ? [] : [{ label: t('outreach.finishedAt'), value: formatMinute(data.finishedAt) }]),
                ...(data.outcome === null
                  ? []
                  : [{
                      label: t('outreach.outcome'),
                      value: (['confirmed', 'late', 'waiting', 'released', 'expired'] as const)
                        .map((key) => t(`outreach.outcomeOf.${key}`, { count: data.outcome?.[key] ?? 0 }))
                        .join(t('outreach.separator')),
                    }]),
                ...(data.copyDigest === null ? [] : [{ label: t('outreach.copyDigest'), value: <code className="outreach-text">{data.copyDigest}</code> }]),
                { label: t('outreach.campaignDigest'), value: <code className="outreach-text">{data.digest}</code> },
              ]}
            />
          </div>
        )}
      </Loaded>
    </Drawer>
  )
}
