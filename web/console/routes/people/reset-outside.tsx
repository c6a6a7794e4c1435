import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { useProviderName } from '../../ui/provider-name.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'

/** Unlinks what somebody signs in with at others, with a reason. */
export const ResetOutside = ({ person, onClose }: { person: Person | null; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const providerName = useProviderName()
  const reset = useChange('identity.reset-outside-identities')
  const close = (): void => {
    reset.reset()
    onClose()
  }
  const list = (person?.outsideIdentities ?? []).map(providerName).join(t('outside.and'))
  return (
    <ReasonDialog
      open={person !== null}
      title={t('outside.resetTitle', { name: person?.name ?? '' })}
      label={t('outside.resetReason')}
      hint={t('outside.resetHint', { list })}
      confirm={t('outside.reset')}
      danger
      busy={reset.isPending}
      error={reset.error}
      onCancel={close}
      onConfirm={(reason) => {
        if (person === null) return
        const { id, name } = person
        reset.mutate(
          { id, reason },
          {
            onSuccess: () => {
              message.success(t('outside.resetDone', { name }))
              close()
            },
          },
        )
      }}
    />
  )
}
