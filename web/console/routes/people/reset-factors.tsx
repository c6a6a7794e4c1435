import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'

/** Takes a lost phone out of somebody's sign-in, with a reason. */
export const ResetFactors = ({ person, onClose }: { person: Person | null; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const reset = useChange('identity.reset-factors')
  const close = (): void => {
    reset.reset()
    onClose()
  }
  return (
    <ReasonDialog
      open={person !== null}
      title={t('people.resetFactorsTitle', { name: person?.name ?? '' })}
      label={t('people.resetFactorsReason')}
      hint={t('people.resetFactorsHint')}
      confirm={t('people.resetFactors')}
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
              message.success(t('people.resetFactorsDone', { name }))
              close()
            },
          },
        )
      }}
    />
  )
}
