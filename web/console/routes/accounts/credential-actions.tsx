import { App, Button, Dropdown } from 'antd'
import { MoreOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Credential } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { useMay, useMe } from '../../session.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { EditCredential } from './edit-credential.tsx'
import { RevealDialog } from './reveal-dialog.tsx'
import { RotateDialog } from './rotate-dialog.tsx'

type Doing = 'edit' | 'reveal' | 'rotate' | 'leak' | 'retire'

/** What the reader may do with a credential. */
export const CredentialActions = ({ credential }: { credential: Credential }) => {
  const { t } = useTranslation()
  const me = useMe()
  const may = useMay()
  const { message } = App.useApp()
  const [doing, setDoing] = useState<Doing | null>(null)
  const leak = useChange('accounts.report-leak')
  const retire = useChange('accounts.retire-credential')
  const { id, name, kind, state, owner } = credential
  const manage = may('accounts.manage-credentials')
  const mayRotate = manage || (owner.id === me.id && may('accounts.rotate-credentials'))
  const close = (): void => {
    setDoing(null)
    leak.reset()
    retire.reset()
  }
  const outcome = (text: string) => ({
    onSuccess: () => {
      message.success(text)
      close()
    },
  })
  if (state === 'retired') return null
  return (
    <span className="row">
      {kind === 'password' && may('accounts.use-credentials') && (
        <Button size="small" aria-label={t('credential.revealFor', { name })} onClick={() => setDoing('reveal')}>
          {t('credential.reveal')}
        </Button>
      )}
      {mayRotate && (
        <Button size="small" aria-label={t('credential.rotateFor', { name })} onClick={() => setDoing('rotate')}>
          {t('credential.rotate')}
        </Button>
      )}
      {manage && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'edit', label: t('account.edit') },
              { key: 'leak', label: t('credential.leak'), disabled: state === 'leaked' },
              { key: 'retire', label: t('credential.retire'), danger: true },
            ],
            onClick: ({ key }) => setDoing(key as Doing),
          }}
        >
          <Button size="small" icon={<MoreOutlined />} aria-label={t('credential.moreFor', { name })} />
        </Dropdown>
      )}
      {doing === 'edit' && <EditCredential credential={credential} onClose={close} />}
      {doing === 'reveal' && <RevealDialog credential={credential} onClose={close} />}
      {doing === 'rotate' && <RotateDialog credential={credential} onClose={close} />}
      <ReasonDialog
        open={doing === 'leak'}
        title={t('credential.leakTitle', { name })}
        label={t('credential.leakNote')}
        hint={t('credential.leakHint')}
        confirm={t('credential.leak')}
        danger
        busy={leak.isPending}
        error={leak.error}
        onCancel={close}
        onConfirm={(note) => leak.mutate({ id, note }, outcome(t('credential.leaked')))}
      />
      <ReasonDialog
        open={doing === 'retire'}
        title={t('credential.retireTitle', { name })}
        label={t('credential.retireReason')}
        hint={t('credential.retireHint')}
        confirm={t('credential.retire')}
        danger
        busy={retire.isPending}
        error={retire.error}
        onCancel={close}
        onConfirm={(reason) => retire.mutate({ id, reason }, outcome(t('credential.retired')))}
      />
    </span>
  )
}
