import { App, DatePicker, Form, Input, Modal } from 'antd'
import type { Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { Obligation } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { onChinaClock, readChinaClock } from '../../ui/china-clock.ts'
import { ProblemAlert, placeIssues } from '../../ui/problem-view.tsx'

type ExtendValues = { dueAt: Dayjs; reason: string }

/** Gives an obligation a later deadline, with a reason. */
export const ExtendDialog = ({ obligation, onClose }: { obligation: Obligation; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<ExtendValues>()
  const extend = useChange('desk.extend-obligation')
  const { id, title, dueAt } = obligation
  return (
    <Modal
      open
      title={t('desk.extendTitle', { title })}
      okText={t('desk.extend')}
      okButtonProps={{ loading: extend.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ dueAt: onChinaClock(dueAt) }}
        onFinish={(values: ExtendValues) =>
          extend.mutate(
            { id, dueAt: readChinaClock(values.dueAt), reason: values.reason.trim() },
            {
              onSuccess: () => {
                message.success(t('desk.extended'))
                onClose()
              },
              onError: (error) => void placeIssues(form, error),
            },
          )
        }
      >
        <Form.Item
          name="dueAt"
          label={t('desk.extendTo')}
          rules={[{ required: true, message: t('desk.extendToRequired') }]}
        >
          <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('desk.extendReason')}
          rules={[{ required: true, whitespace: true, message: t('common.reasonRequired') }]}
        >
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
      </Form>
      {extend.error !== null && <ProblemAlert error={extend.error} />}
    </Modal>
  )
}
