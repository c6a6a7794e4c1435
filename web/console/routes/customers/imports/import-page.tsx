import { useParams } from '@tanstack/react-router'
import { Alert, App, Button, Popconfirm, Steps } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ImportDetail } from '../../../domain.ts'
import { useChange, useRead } from '../../../query.ts'
import { useMay } from '../../../session.ts'
import { Facts } from '../../../ui/facts.tsx'
import { GoLink } from '../../../ui/go-link.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page } from '../../../ui/page.tsx'
import { ProblemAlert } from '../../../ui/problem-view.tsx'
import { useIsPhone } from '../../../ui/screen-width.ts'
import { formatMinute } from '../../../ui/time.ts'
import { CheckResult } from './check-result.tsx'
import { ChooseColumns } from './choose-columns.tsx'
import { ImportProgress, ImportStateTag, isMoving } from './import-state.tsx'
import './imports.css'
import { ResumeUpload } from './resume-upload.tsx'

const steps = ['upload', 'columns', 'check', 'confirm', 'write'] as const
const stepOf: Record<ImportDetail['state'], number> = {
  uploading: 0,
  fetching: 0,
  uploaded: 1,
  checking: 2,
  checked: 3,
  running: 4,
  done: 5,
  cancelled: 4,
  discarded: 0,
  expired: 0,
  unreadable: 0,
}

const Stop = ({ one }: { one: ImportDetail }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const stop = useChange('vault.cancel-import')
  const resume = useChange('vault.resume-import')
  const kind = one.state === 'running' ? 'cancel' : 'discard'
  const error = stop.error ?? resume.error
  return (
    <div className="stack tight">
      <div className="row">
        {one.still && (
          <Button loading={resume.isPending} onClick={() => resume.mutate({ id: one.id }, { onSuccess: () => void message.success(t('imports.resumed')) })}>
            {t('imports.resume')}
          </Button>
        )}
        <Popconfirm
          title={t(`imports.${kind}Title`)}
          description={t(`imports.${kind}Hint`)}
          okText={t(`imports.${kind}`)}
          okButtonProps={{ danger: true }}
          onConfirm={() => stop.mutate({ id: one.id }, { onSuccess: () => void message.success(t(`imports.${kind}Done`)) })}
        >
          <Button danger loading={stop.isPending}>
            {t(`imports.${kind}`)}
          </Button>
        </Popconfirm>
      </div>
      {error !== null && <ProblemAlert error={error} />}
    </div>
  )
}

const Origin = ({ one }: { one: ImportDetail }) => {
  const { t } = useTranslation()
  const { consent, source } = one
  const consents = [consent.separate ? t('customer.separateShort') : '', consent.guardian ? t('customer.guardianShort') : ''].filter((text) => text !== '')
  return (
    <section className="panel" aria-label={t('customer.origin')}>
      <h2>{t('customer.origin')}</h2>
      <Facts
        items={[
          { label: t('customer.source'), value: `${t(`customer.sources.${source.kind}`)} · ${source.detail}` },
          { label: t('customer.basis'), value: [t(`customer.bases.${consent.basis}`), ...consents].join(' · ') },
          { label: t('customer.evidence'), value: consent.evidence },
          { label: t('customer.evidenceAt'), value: <span className="number">{formatMinute(consent.at)}</span> },
          { label: t('imports.duplicates'), value: t(`imports.rules.${one.duplicates}`) },
          { label: t('imports.by'), value: one.begunBy?.name ?? t('imports.byKey') },
          { label: t('imports.at'), value: <span className="number">{formatMinute(one.begunAt)}</span> },
        ]}
      />
    </section>
  )
}

const Body = ({ one }: { one: ImportDetail }) => {
  const { t } = useTranslation()
  switch (one.state) {
    case 'uploading':
      return <ResumeUpload one={one} />
    case 'uploaded':
      return <ChooseColumns one={one} />
    case 'fetching':
    case 'checking':
    case 'running':
      return (
        <div className="stack" role="status">
          <p>{t(`imports.moving.${one.state}`, one.counts)}</p>
          <ImportProgress row={one} />
        </div>
      )
    case 'unreadable':
      return <Alert type="error" showIcon title={one.why ?? t('imports.states.unreadable')} />
    case 'discarded':
    case 'expired':
      return <Alert type="info" showIcon title={t('imports.destroyed')} />
    default:
      return <CheckResult one={one} />
  }
}

/** One import: what is to be done next, and what came of it. */
export const ImportPage = () => {
  const { t } = useTranslation()
  const may = useMay()
  const phone = useIsPhone()
  const { importId } = useParams({ strict: false })
  const query = useRead('vault.view-import', { id: importId ?? '' }, { whileWaiting: ({ state }) => isMoving(state) })
  return (
    <Page title={t('imports.one')} actions={<GoLink to="/customers/imports">{t('imports.all')}</GoLink>}>
      <Loaded query={query}>
        {(one) => (
          <div className="stack">
            <section className="panel stack" aria-label={t('imports.one')}>
              <div className="row between">
                <span className="row">
                  <ImportStateTag state={one.state} />
                  {one.fileName !== null && <span className="soft">{one.fileName}</span>}
                </span>
                {one.endedAt === null && may('vault.import') && <Stop one={one} />}
              </div>
              {stepOf[one.state] > 0 && !phone && (
                <Steps size="small" current={stepOf[one.state]} items={steps.map((step) => ({ title: t(`imports.steps.${step}`) }))} />
              )}
              <Body one={one} />
            </section>
            <Origin one={one} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}
