import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'

/** Demands that somebody changes a password that others may know. */
export const DemandPassword = ({ person, onClose }: { person: Person | null; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const demand = useChange('identity.demand-password-change')
  const close = (): void => {
    demand.reset()
    onClose()
  }
  return (
    <ReasonDialog
      open={person !== null}
      title={t('people.demandPasswordTitle', { name: person?.name ?? '' })}
      label={t('people.demandPasswordReason')}
      hint={t('people.demandPasswordHint')}
      confirm={t('people.demandPassword')}
      danger
      busy={demand.isPending}
      error={demand.error}
      onCancel={close}
      onConfirm={(reason) => {
        if (person === null) return
        const { id, name } = person
        demand.mutate(
          { id, reason },
          {
            onSuccess: () => {
              message.success(t('people.demandPasswordDone', { name }))
              close()
            },
          },
        )
      }}
    />
  )
}
