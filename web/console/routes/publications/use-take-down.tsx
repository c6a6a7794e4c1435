import { App } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../../query.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'

/** Takes a publication down, with a reason. */
export const useTakeDown = (): { ask: (publicationId: string) => void; dialog: ReactNode } => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [asked, setAsked] = useState<string | null>(null)
  const takeDown = useChange('content.take-down')
  const close = (): void => {
    takeDown.reset()
    setAsked(null)
  }
  return {
    ask: setAsked,
    dialog: (
      <ReasonDialog
        open={asked !== null}
        title={t('publish.takeDownTitle')}
        label={t('publish.takeDownReason')}
        hint={t('publish.takeDownHint')}
        confirm={t('publish.takeDown')}
        danger
        busy={takeDown.isPending}
        error={takeDown.error}
        onCancel={close}
        onConfirm={(reason) => {
          if (asked === null) return
          takeDown.mutate(
            { publicationId: asked, reason },
            {
              onSuccess: () => {
                message.success(t('publish.takeDownDone'))
                close()
              },
            },
          )
        }}
      />
    ),
  }
}
