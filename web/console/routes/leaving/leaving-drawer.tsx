import { Alert, App, Button, Drawer, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Leaving, LeavingItem } from '../../domain.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { Facts } from '../../ui/facts.tsx'
import { useGo } from '../../ui/go-link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import { BeginDialog } from './begin-dialog.tsx'
import { ItemLine } from './item-line.tsx'

const tones = { planned: 'accent', done: 'good', cancelled: 'plain' } as const

export const LeavingStateTag = ({ state }: { state: Leaving['state'] }) => {
  const { t } = useTranslation()
  return <Tag tone={tones[state]}>{t(`leaving.state.${state}`)}</Tag>
}

const CompleteDialog = ({ item, onClose }: { item: LeavingItem; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const complete = useChange('leaving.complete-item')
  return (
    <ReasonDialog
      open
      title={t('leaving.completeTitle')}
      label={t('leaving.proof')}
      hint={`${item.title}。${t('leaving.proofHint')}`}
      confirm={t('leaving.complete')}
      busy={complete.isPending}
      error={complete.error}
      onCancel={onClose}
      onConfirm={(proof) =>
        complete.mutate(
          { id: item.id, proof },
          {
            onSuccess: () => {
              message.success(t('leaving.completed'))
              onClose()
            },
          },
        )
      }
    />
  )
}

const CancelDialog = ({ leaving, onClose }: { leaving: Leaving; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cancel = useChange('leaving.cancel')
  return (
    <ReasonDialog
      open
      title={t('leaving.cancelTitle', { name: leaving.person.name })}
      label={t('leaving.cancelReason')}
      confirm={t('leaving.cancel')}
      busy={cancel.isPending}
      error={cancel.error}
      onCancel={onClose}
      onConfirm={(reason) =>
        cancel.mutate(
          { id: leaving.id, reason },
          {
            onSuccess: () => {
              message.success(t('leaving.cancelled'))
              onClose()
            },
          },
        )
      }
    />
  )
}

const Buttons = ({ leaving, onDialog }: { leaving: Leaving; onDialog: (dialog: 'change' | 'cancel') => void }) => {
  const { t } = useTranslation()
  const may = useMay()
  const go = useGo()
  const { id, state, person } = leaving
  return (
    <Space wrap>
      {state === 'planned' && may('leaving.manage') && (
        <>
          <Button type="primary" onClick={() => onDialog('change')}>
            {t('leaving.change')}
          </Button>
          <Button danger onClick={() => onDialog('cancel')}>
            {t('leaving.cancel')}
          </Button>
        </>
      )}
      {state === 'done' && (
        <Button type="primary" onClick={() => go(`/leaving/${id}/certificate`)}>
          {t('leaving.certificate')}
        </Button>
      )}
      <Button onClick={() => go(`/leaving/reach/${person.id}`)}>{t('leaving.reach')}</Button>
    </Space>
  )
}

/** One leaving: what was taken back, what is under way, what somebody has to do. */
export const LeavingDrawer = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation()
  const query = useRead('leaving.view', { id }, { whileWaiting: ({ leaving }) => leaving.pending > 0 })
  const [completing, setCompleting] = useState<LeavingItem | null>(null)
  const [dialog, setDialog] = useState<'change' | 'cancel' | null>(null)
  return (
    <Drawer open onClose={onClose} size={600} title={query.data?.leaving.person.name ?? t('leaving.title')}>
      <Loaded query={query}>
        {({ leaving, items, wholeShown }) => (
          <div className="stack">
            {leaving.blockedAt !== null && leaving.state === 'planned' && (
              <Alert type="warning" showIcon title={t('leaving.blocked', { name: leaving.person.name })} />
            )}
            <Facts
              items={[
                { label: t('material.state'), value: <LeavingStateTag state={leaving.state} /> },
                { label: t('material.department'), value: leaving.person.departmentName },
                { label: t('leaving.when'), value: formatMinute(leaving.endedAt ?? leaving.dueAt) },
                ...(wholeShown ? [{ label: t('leaving.reason'), value: leaving.reason }] : []),
                { label: t('leaving.takeover'), value: leaving.takeover?.name ?? t('leaving.takeoverNone') },
                { label: t('leaving.by'), value: leaving.begunBy?.name ?? t(`leaving.source.${leaving.source}`) },
              ]}
            />
            {wholeShown ? (
              <Buttons leaving={leaving} onDialog={setDialog} />
            ) : (
              <p className="soft">{t('leaving.own', { count: items.length })}</p>
            )}
            {leaving.state === 'planned' ? (
              <p className="soft">{t('leaving.notYet', { at: formatMinute(leaving.dueAt) })}</p>
            ) : (
              items.length > 0 && <ItemLine items={items} onComplete={setCompleting} />
            )}
            {dialog === 'change' && (
              <BeginDialog person={leaving.person} plan={leaving} onClose={() => setDialog(null)} />
            )}
            {dialog === 'cancel' && <CancelDialog leaving={leaving} onClose={() => setDialog(null)} />}
          </div>
        )}
      </Loaded>
      {completing !== null && <CompleteDialog item={completing} onClose={() => setCompleting(null)} />}
    </Drawer>
  )
}
