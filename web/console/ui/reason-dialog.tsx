import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from './problem-view.tsx'

type ReasonDialogProps = {
  open: boolean
  title: string
  label: string
  hint?: string
  confirm: string
  danger?: boolean
  busy: boolean
  error: unknown
  onConfirm: (reason: string) => void
  onCancel: () => void
}

/** Asks for the reason that an action must have. */
export const ReasonDialog = (props: ReasonDialogProps) => {
  const { open, title, label, hint, confirm, danger = false, busy, error, onConfirm, onCancel } = props
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: string }>()
  return (
    <Modal
      open={open}
      title={title}
      okText={confirm}
      okButtonProps={{ danger, loading: busy }}
      onOk={() => form.submit()}
      onCancel={onCancel}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" preserve={false} onFinish={({ reason }) => onConfirm(reason.trim())}>
        {hint !== undefined && <p className="soft">{hint}</p>}
        <Form.Item
          name="reason"
          label={label}
          rules={[{ required: true, whitespace: true, message: t('common.reasonRequired') }]}
        >
          <Input.TextArea rows={4} maxLength={500} showCount autoFocus />
        </Form.Item>
      </Form>
      {error !== null && <ProblemAlert error={error} />}
    </Modal>
  )
}
