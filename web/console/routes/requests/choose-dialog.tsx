import { App, Form, Input, Modal, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RequestDetail } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { useMay } from '../../session.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'

type Values = { customer: string; note: string }

/** Says whose request it is, where several customers have the number; with how that was verified. */
export const ChooseDialog = ({ request, onClose }: { request: RequestDetail; onClose: () => void }) => {
  const { t } = useTranslation()
  const may = useMay()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const choose = useChange('requests.choose-subject')
  if (!may('requests.handle')) return null
  return (
    <Modal
      open
      title={t('request.do.choose')}
      okText={t('common.save')}
      okButtonProps={{ loading: choose.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={({ customer, note }: Values) =>
          choose.mutate(
            { id: request.id, customer, note },
            {
              onSuccess: () => {
                message.success(t('common.saved'))
                onClose()
              },
            },
          )
        }
      >
        <p className="soft">{t('request.chooseHint')}</p>
        <Form.Item name="customer" label={t('request.who')} rules={[{ required: true, message: t('request.required') }]}>
          <Radio.Group
            className="request-choices"
            options={request.customers.map((one) => ({
              value: one.id,
              label: [one.name ?? t('customer.unnamed'), one.mobile, one.email].filter((value) => value !== null).join(' · '),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="note"
          label={t('request.proofNote')}
          extra={t('request.proofHint')}
          rules={[{ required: true, min: 4, whitespace: true, message: t('request.noteRequired') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
      {choose.error !== null && <ProblemAlert error={choose.error} />}
    </Modal>
  )
}
