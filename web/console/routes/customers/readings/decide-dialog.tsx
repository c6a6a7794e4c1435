import { App, Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChange } from '../../../query.ts'
import { ProblemAlert } from '../../../ui/problem-view.tsx'

export type Deciding = 'agree' | 'harmless' | 'block' | 'case'

const hoursOffered = [1, 2, 4, 8, 24, 72]
const calmOffered = [0, 1, 7, 14, 30]

type Values = { hours: number; calmDays: number; reason: string }

/** Says what becomes of an unusual reading, with the reason that it must have. */
export const DecideDialog = ({ id, deciding, onClose }: { id: string; deciding: Deciding; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const agree = useChange('vault.agree-to-read')
  const decide = useChange('vault.decide-reading')
  const done = {
    onSuccess: () => {
      message.success(t('reading.done'))
      onClose()
    },
  }
  const submit = ({ hours, calmDays, reason }: Values): void => {
    if (deciding === 'agree') agree.mutate({ id, hours, reason: reason.trim() }, done)
    else decide.mutate({ id, decision: deciding, reason: reason.trim(), ...(deciding === 'harmless' ? { calmDays } : {}) }, done)
  }
  const problem = agree.error ?? decide.error
  return (
    <Modal
      open
      title={t(`reading.${deciding}Title`)}
      okText={t(`reading.${deciding}`)}
      okButtonProps={{ danger: deciding === 'block' || deciding === 'case', loading: agree.isPending || decide.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={{ hours: 4, calmDays: 7 }} onFinish={submit}>
        <p className="soft">{t(`reading.${deciding}Hint`)}</p>
        {deciding === 'agree' && (
          <Form.Item name="hours" label={t('reading.hours')}>
            <Select options={hoursOffered.map((value) => ({ value, label: t('reading.hoursOf', { count: value }) }))} />
          </Form.Item>
        )}
        {deciding === 'harmless' && (
          <Form.Item name="calmDays" label={t('reading.calmDays')}>
            <Select
              options={calmOffered.map((value) => ({
                value,
                label: value === 0 ? t('reading.calmNever') : t('reading.calmDaysOf', { count: value }),
              }))}
            />
          </Form.Item>
        )}
        <Form.Item
          name="reason"
          label={t('reading.reason')}
          extra={t('reading.reasonHint')}
          rules={[{ required: true, min: 4, whitespace: true, message: t('reading.reasonRequired') }]}
        >
          <Input.TextArea rows={3} maxLength={500} showCount autoFocus />
        </Form.Item>
      </Form>
      {problem !== null && <ProblemAlert error={problem} />}
    </Modal>
  )
}
