import { App, Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Credential } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { formatDue } from '../../ui/time.ts'

/** Takes the new value of a credential that was replaced at its platform. */
export const RotateDialog = ({ credential, onClose }: { credential: Credential; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ value: string }>()
  const rotate = useChange('accounts.rotate-credential')
  const submit = ({ value }: { value: string }): void =>
    rotate.mutate(
      { id: credential.id, value },
      {
        onSuccess: ({ dueAt }) => {
          message.success(t('credential.rotated', { due: formatDue(dueAt) }))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('credential.rotateTitle', { name: credential.name })}
      okText={t('credential.rotate')}
      okButtonProps={{ loading: rotate.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="soft">{t('credential.rotateHint')}</p>
      <Form form={form} layout="vertical" onFinish={submit}>
        <Form.Item
          name="value"
          label={t('credential.newValue')}
          rules={[{ required: true, min: 6, message: t('credential.valueRequired') }]}
        >
          <Input.Password autoComplete="new-password" maxLength={4096} />
        </Form.Item>
      </Form>
      {rotate.error !== null && <ProblemAlert error={rotate.error} />}
    </Modal>
  )
}
