import { App, DatePicker, Form, Input, Modal, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { Input as In } from '../../../api.ts'
import { useChange } from '../../../query.ts'
import { readChinaClock } from '../../../ui/china-clock.ts'
import { ProblemAlert } from '../../../ui/problem-view.tsx'

type Channel = In<'vault.report-decoy-use'>['channel']
const channels: readonly Channel[] = ['call', 'sms', 'mail', 'wecom', 'wechat', 'other']

type Values = { channel: Channel; at: Dayjs; note?: string }

/** Records that somebody called or wrote to a contact of a decoy. */
export const ReportUse = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const report = useChange('vault.report-decoy-use')
  const submit = ({ channel, at, note }: Values): void =>
    report.mutate(
      { id, channel, at: readChinaClock(at), note: note?.trim() || null },
      {
        onSuccess: () => {
          message.success(t('common.saved'))
          onClose()
        },
      },
    )
  const required = [{ required: true, message: t('decoys.required') }]
  return (
    <Modal
      open
      title={t('decoys.reportTitle')}
      okText={t('decoys.reportUse')}
      okButtonProps={{ loading: report.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} name="decoy-use" layout="vertical" initialValues={{ channel: 'call' }} onFinish={submit}>
        <Form.Item name="channel" label={t('decoys.channel')} rules={required}>
          <Select options={channels.map((value) => ({ value, label: t(`decoys.channels.${value}`) }))} />
        </Form.Item>
        <Form.Item name="at" label={t('decoys.at')} rules={required}>
          <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
        </Form.Item>
        <Form.Item name="note" label={t('decoys.note')} extra={t('decoys.noteHint')}>
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
      </Form>
      {report.error !== null && <ProblemAlert error={report.error} />}
    </Modal>
  )
}
