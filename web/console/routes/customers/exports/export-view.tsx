import { App, Button, Drawer, Progress } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerExport } from '../../../domain.ts'
import { useChange } from '../../../query.ts'
import { useMay } from '../../../session.ts'
import { saveFile } from '../../../ui/download.ts'
import { Facts } from '../../../ui/facts.tsx'
import { ProblemAlert } from '../../../ui/problem-view.tsx'
import { ReasonDialog } from '../../../ui/reason-dialog.tsx'
import { RemainingTime } from '../../../ui/remaining-time.tsx'
import { formatMinute } from '../../../ui/time.ts'
import { ExportTags } from './export-tags.tsx'

const Making = ({ progress }: { progress: CustomerExport['progress'] }) => {
  const { t } = useTranslation()
  const text = progress === null ? t('export.picking') : t('export.progress', progress)
  return (
    <div className="stack tight" role="status">
      <Progress percent={progress === null || progress.total === 0 ? 0 : Math.floor((progress.done / progress.total) * 100)} aria-label={text} />
      <span className="soft number">{text}</span>
    </div>
  )
}

/** Which customers, in words. */
const useScope = (): ((one: CustomerExport) => readonly string[]) => {
  const { t } = useTranslation()
  return ({ filter, department }) => {
    const { sources, registeredFrom, registeredTo, ids, withMinors } = filter
    const noLimit = t('export.noLimit')
    return [
      department === null ? t('export.everyone') : t('export.allOf', { name: department.name }),
      ...(sources === undefined ? [] : [t('export.from', { sources: sources.map((source) => t(`customer.sources.${source}`)).join(t('list.between')) })]),
      ...(registeredFrom === undefined && registeredTo === undefined
        ? []
        : [t('export.registered', { from: registeredFrom ?? noLimit, to: registeredTo ?? noLimit })]),
      ...(ids === undefined ? [] : [t('export.chosen', { count: ids.length })]),
      ...(withMinors ? [t('export.withMinors')] : []),
    ]
  }
}

const kilobytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1024)).toLocaleString('en')} KB`

const Actions = ({ one, onClose }: { one: CustomerExport; onClose: () => void }) => {
  const { t } = useTranslation()
  const may = useMay()
  const { message } = App.useApp()
  const [deciding, setDeciding] = useState<'agree' | 'refuse' | null>(null)
  const download = useChange('vault.download-export')
  const end = useChange('vault.end-export')
  const decide = useChange('vault.decide-export')
  const { id, state, mine } = one
  const problem = download.error ?? end.error
  const close = (): void => {
    setDeciding(null)
    decide.reset()
  }
  return (
    <div className="stack">
      {problem !== null && <ProblemAlert error={problem} />}
      {mine && state === 'ready' && <p className="soft">{t('export.downloadHint')}</p>}
      <div className="row">
        {mine && state === 'ready' && may('vault.export') && (
          <Button
            type="primary"
            loading={download.isPending}
            onClick={() =>
              download.mutate(
                { id },
                {
                  onSuccess: ({ fileName, base64, mediaType, left }) => {
                    saveFile(fileName, base64, mediaType)
                    message.success(left > 0 ? t('export.downloaded', { count: left }) : t('export.downloadedLast'))
                  },
                },
              )
            }
          >
            {t('export.download')}
          </Button>
        )}
        {mine && ['asked', 'making', 'ready'].includes(state) && may('vault.export') && (
          <Button
            loading={end.isPending}
            onClick={() =>
              end.mutate({ id }, { onSuccess: () => message.success(state === 'ready' ? t('export.destroyed') : t('export.cancelled')) })
            }
          >
            {state === 'ready' ? t('export.destroy') : t('export.cancel')}
          </Button>
        )}
        {one.mayDecide && may('vault.decide-exports') && (
          <>
            <Button type="primary" onClick={() => setDeciding('agree')}>
              {t('export.agree')}
            </Button>
            <Button danger onClick={() => setDeciding('refuse')}>
              {t('export.refuse')}
            </Button>
          </>
        )}
      </div>
      <ReasonDialog
        open={deciding !== null}
        title={deciding === 'refuse' ? t('export.refuseTitle') : t('export.agreeTitle', { count: one.customers })}
        hint={t('export.agreeHint')}
        label={t('export.decisionReason')}
        confirm={deciding === 'refuse' ? t('export.refuse') : t('export.agree')}
        danger={deciding === 'refuse'}
        busy={decide.isPending}
        error={decide.error}
        onCancel={close}
        onConfirm={(reason) =>
          decide.mutate(
            { id, agree: deciding === 'agree', reason },
            {
              onSuccess: () => {
                message.success(deciding === 'agree' ? t('export.agreed') : t('export.refused'))
                close()
                onClose()
              },
            },
          )
        }
      />
    </div>
  )
}

/** One export: what it holds and why, how far it is, and what the reader may do. */
export const ExportView = ({ one, onClose }: { one: CustomerExport; onClose: () => void }) => {
  const { t } = useTranslation()
  const scopeOf = useScope()
  const { state, decision, downloads } = one
  return (
    <Drawer open onClose={onClose} size={480} title={t('export.viewTitle', { count: one.customers })} footer={<Actions one={one} onClose={onClose} />}>
      <div className="stack">
        <ExportTags one={one} />
        {state === 'making' && <Making progress={one.progress} />}
        <Facts
          items={[
            { label: t('export.purpose'), value: t(`export.purposes.${one.purpose}`) },
            { label: t('export.reason'), value: one.reason },
            { label: t('export.scope'), value: <span className="stack tight">{scopeOf(one).map((text) => <span key={text}>{text}</span>)}</span> },
            { label: t('export.fields'), value: one.kinds.map((kind) => t(`customer.kinds.${kind}`)).join(t('list.between')) },
            { label: t('export.variant'), value: t(`export.variants.${one.variant}`) },
            { label: t('export.format'), value: t(`export.formats.${one.format}`) },
            { label: t('export.askedBy'), value: one.askedBy.name },
            { label: t('export.askedAt'), value: formatMinute(one.askedAt) },
            ...(decision === null
              ? []
              : [{ label: t('export.decision'), value: t('export.decidedBy', { name: decision.by.name, at: formatMinute(decision.at), reason: decision.reason }) }]),
            ...(one.madeAt === null ? [] : [{ label: t('export.downloads'), value: t('export.downloadsOf', downloads) }]),
            ...(state === 'ready' ? [{ label: t('export.left'), value: <RemainingTime dueAt={one.expiresAt} /> }] : []),
            ...(one.size === null ? [] : [{ label: t('export.size'), value: kilobytes(one.size) }]),
            ...(one.sha256 === null ? [] : [{ label: t('export.digest'), value: <span className="number export-digest">{one.sha256}</span> }]),
          ]}
        />
      </div>
    </Drawer>
  )
}
