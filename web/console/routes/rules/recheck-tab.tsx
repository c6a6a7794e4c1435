import { App, Button, Pagination, Progress, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SeverityBadge } from '../../ui/findings/severity.tsx'
import { GoLink } from '../../ui/go-link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { versionName } from '../../ui/rules-version.ts'
import { Tag } from '../../ui/tags.tsx'
import { formatDue, formatMinute } from '../../ui/time.ts'

type View = Output<'rules.view-recheck'>
type Offence = View['items'][number]
const pageSize = 10
const tones = { running: 'accent', done: 'good', superseded: 'plain' } as const

const Rechecks = ({ rechecks }: { rechecks: View['rechecks'] }) => {
  const { t } = useTranslation()
  return (
    <section className="panel stack tight">
      <h2 className="section-title">{t('recheck.title')}</h2>
      <p className="soft">{t('recheck.hint')}</p>
      {rechecks.length === 0 && <EmptyState title={t('recheck.none')} hint={t('recheck.noneHint')} />}
      <ul className="rule-rows" aria-live="polite">
        {rechecks.slice(0, 5).map(({ id, label, state, checked, total, offending, startedAt }) => (
          <li key={id} className="stack tight">
            <div className="row between">
              <span>{t('recheck.progress', { version: versionName(label), checked, total, offending })}</span>
              <div className="row">
                <span className="soft number">{formatMinute(startedAt)}</span>
                <Tag tone={tones[state]}>{t(`recheck.state.${state}`)}</Tag>
              </div>
            </div>
            {state === 'running' && (
              <Progress
                percent={total === 0 ? 0 : Math.round((checked / total) * 100)}
                aria-label={t('recheck.title')}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

const OffenceRow = ({ offence, onKeep }: { offence: Offence; onKeep: (() => void) | undefined }) => {
  const { t } = useTranslation()
  const { materialId, title, label, findings, owner, dueAt, settled } = offence
  return (
    <li className="stack tight">
      <div className="row between">
        <GoLink className="card-title" to={`/materials/${materialId}`}>
          {title}
        </GoLink>
        <div className="row">
          <Tag tone="plain">{versionName(label)}</Tag>
          {onKeep !== undefined && (
            <Button size="small" onClick={onKeep}>
              {t('recheck.keep')}
            </Button>
          )}
        </div>
      </div>
      {findings.map(({ rule, severity, excerpt, why, attachment }) => (
        <div key={`${rule} ${excerpt} ${attachment?.name} ${attachment?.place}`} className="row">
          <SeverityBadge severity={severity} />
          <strong>“{excerpt}”</strong>
          {attachment !== undefined && (
            <span>
              {t('findings.inFile', { name: attachment.name })} · {attachment.place}
            </span>
          )}
          <span className="soft">{why}</span>
        </div>
      ))}
      <p className="soft">
        {settled === null
          ? [
              ...(owner === null ? [] : [t('recheck.owner', { name: owner.name })]),
              t('recheck.due', { at: formatDue(dueAt) }),
            ].join(' · ')
          : settled.takenDown
            ? t('recheck.takenDown')
            : t('recheck.keptBy', { name: settled.by?.name ?? '—', reason: settled.reason ?? '' })}
      </p>
    </li>
  )
}

/** How far everything live has been checked again, and what was found. */
export const RecheckTab = () => {
  const { t } = useTranslation()
  const may = useMay()
  const { message } = App.useApp()
  const [state, setState] = useState<'open' | 'settled'>('open')
  const [page, setPage] = useState(1)
  const [kept, setKept] = useState<Offence | null>(null)
  const keep = useChange('rules.keep-publication')
  const [running, setRunning] = useState(false)
  const view = useRead(
    'rules.view-recheck',
    { state, page, pageSize },
    { keepPrevious: true, ...(running ? { everySeconds: 2 } : {}) },
  )
  const isRunning = view.data?.rechecks.some((recheck) => recheck.state === 'running') ?? false
  if (isRunning !== running) setRunning(isRunning)
  return (
    <Loaded query={view} rows={8}>
      {({ rechecks, items, total }) => (
        <div className="stack">
          <Rechecks rechecks={rechecks} />
          <section className="panel stack tight">
            <div className="row between">
              <h2 className="section-title">{t('recheck.offences')}</h2>
              <Segmented
                value={state}
                onChange={(next) => {
                  setState(next)
                  setPage(1)
                }}
                options={(['open', 'settled'] as const).map((value) => ({
                  value,
                  label: t(`recheck.filter.${value}`),
                }))}
              />
            </div>
            {items.length === 0 &&
              (state === 'open' ? (
                <EmptyState title={t('recheck.noOpen')} hint={t('recheck.noOpenHint')} />
              ) : (
                <EmptyState title={t('recheck.noSettled')} />
              ))}
            <ul className="rule-rows">
              {items.map((offence) => (
                <OffenceRow
                  key={offence.id}
                  offence={offence}
                  onKeep={
                    may('rules.enforce') && offence.settled === null
                      ? () => {
                          keep.reset()
                          setKept(offence)
                        }
                      : undefined
                  }
                />
              ))}
            </ul>
            {total > pageSize && (
              <Pagination simple current={page} pageSize={pageSize} total={total} onChange={setPage} />
            )}
          </section>
          <ReasonDialog
            open={kept !== null}
            title={t('recheck.keepTitle', { title: kept?.title ?? '' })}
            label={t('recheck.keepReason')}
            hint={t('recheck.keepHint')}
            confirm={t('recheck.keep')}
            busy={keep.isPending}
            error={keep.error}
            onCancel={() => setKept(null)}
            onConfirm={(reason) => {
              if (kept === null) return
              keep.mutate(
                { offenceId: kept.id, reason },
                {
                  onSuccess: () => {
                    message.success(t('recheck.kept'))
                    setKept(null)
                  },
                },
              )
            }}
          />
        </div>
      )}
    </Loaded>
  )
}
