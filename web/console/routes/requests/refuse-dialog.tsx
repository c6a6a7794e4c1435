import { App, Form, Input, Modal, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RequestDetail } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { useMay } from '../../session.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'

type Values = { reason: RequestDetail['refusals'][number]['code']; note?: string }

/** Refuses a request for one of the lawful reasons, each with its article. */
export const RefuseDialog = ({ request, onClose }: { request: RequestDetail; onClose: () => void }) => {
  const { t } = useTranslation()
  const may = useMay()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const refuse = useChange('requests.refuse')
  if (!may('requests.decide')) return null
  return (
    <Modal
      open
      width={600}
      title={t('request.refuseTitle')}
      okText={t('request.do.refuse')}
      okButtonProps={{ danger: true, loading: refuse.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={({ reason, note = '' }: Values) =>
          refuse.mutate(
            { id: request.id, reason, note: note.trim() === '' ? null : note.trim() },
            {
              onSuccess: () => {
                message.success(t('request.refusedDone'))
                onClose()
              },
            },
          )
        }
      >
        <p className="soft">{t('request.refuseHint')}</p>
        <Form.Item name="reason" label={t('request.reason')} rules={[{ required: true, message: t('request.required') }]}>
          <Radio.Group
            className="request-choices"
            options={request.refusals.map(({ code, reason, law }) => ({
              value: code,
              label: (
                <span>
                  {reason}
                  <br />
                  <span className="soft">{law}</span>
                </span>
              ),
            }))}
          />
        </Form.Item>
        <Form.Item name="note" label={t('request.noteOptional')} extra={t('request.noteHint')}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
      {refuse.error !== null && <ProblemAlert error={refuse.error} />}
    </Modal>
  )
}
