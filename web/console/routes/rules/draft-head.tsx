import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleDraft } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { formatMinute } from '../../ui/time.ts'
import { DifferencesDialog } from './differences-dialog.tsx'

/** Where the draft comes from, who edited it, how much is in it, and the way out of it. */
export const DraftHead = ({ draft }: { draft: RuleDraft }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [opened, setOpened] = useState<'discard' | 'differences' | null>(null)
  const discard = useChange('rules.discard-draft')
  const { basedOn, copyOf, editedBy, editedAt, revision, counts } = draft
  const version = basedOn === 0 ? t('rules.shipped') : `v${basedOn}`
  return (
    <section className="panel">
      <div className="row between">
        <div className="stack tight">
          <strong>
            {copyOf === null ? t('draft.based', { version }) : t('draft.copyOf', { version: `v${copyOf}` })}
          </strong>
          <span>{t('draft.counts', counts)}</span>
          <span className="soft">
            {t('draft.edited', { name: editedBy.name, at: formatMinute(editedAt), count: revision })}
          </span>
        </div>
        <div className="row">
          <Button onClick={() => setOpened('differences')}>{t('draft.differences')}</Button>
          <Button danger onClick={() => setOpened('discard')}>
            {t('draft.discard')}
          </Button>
        </div>
      </div>
      {opened === 'differences' && (
        <DifferencesDialog title={t('draft.differences')} from={basedOn} onClose={() => setOpened(null)} />
      )}
      <ReasonDialog
        open={opened === 'discard'}
        title={t('draft.discard')}
        label={t('draft.discardReason')}
        hint={t('draft.discardHint')}
        confirm={t('draft.discard')}
        danger
        busy={discard.isPending}
        error={discard.error}
        onCancel={() => setOpened(null)}
        onConfirm={(reason) =>
          discard.mutate(
            { reason },
            {
              onSuccess: () => {
                message.success(t('draft.discarded'))
                setOpened(null)
              },
            },
          )
        }
      />
    </section>
  )
}
