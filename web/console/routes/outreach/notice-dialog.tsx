import { Alert, App, Form, Input, Modal, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Input as InputOf } from '../../api.ts'
import { useChange } from '../../query.ts'
import { placeIssues, ProblemAlert } from '../../ui/problem-view.tsx'
import { useChannels } from './use-channels.ts'

type Values = Omit<InputOf<'outreach.publish-notice'>, 'id'>

/** Those whose change asks everybody again, as the server decides it. */
const weighty = ['purposeText', 'method', 'scope', 'recipients', 'sensitive'] as const
const texts = [
  { name: 'purposeText', most: 1000, rows: 2 },
  { name: 'method', most: 1000, rows: 2 },
  { name: 'scope', most: 1000, rows: 2 },
  { name: 'retention', most: 500, rows: 1 },
  { name: 'recipients', most: 1000, rows: 1 },
  { name: 'plainText', most: 5000, rows: 4 },
] as const

/** Publishes a notice, or a new version of one; says beforehand whether everybody must be asked again. */
export const NoticeDialog = ({ before, onClose }: { before: (Values & { id: string }) | null; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { options } = useChannels()
  const [form] = Form.useForm<Values>()
  const now = Form.useWatch([], form) as Partial<Values> | undefined
  const publish = useChange('outreach.publish-notice')
  const asks = before !== null && now !== undefined && weighty.some((field) => now[field] !== undefined && now[field] !== before[field])
  const required = [{ required: true, message: t('outreach.required') }]
  return (
    <Modal
      open
      width={640}
      title={t(before === null ? 'outreach.add' : 'outreach.newVersion')}
      okText={t('outreach.publish')}
      okButtonProps={{ loading: publish.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={before ?? { purpose: 'marketing', channels: ['sms'], sensitive: false }}
        onFinish={(values: Values) =>
          publish.mutate(
            { ...values, id: before?.id ?? null },
            {
              onSuccess: ({ version, asksAgain }) => {
                message.success(t(asksAgain ? 'outreach.publishedAsks' : 'outreach.published', { version }))
                onClose()
              },
              onError: (error) => void placeIssues(form, error),
            },
          )
        }
      >
        <Form.Item name="title" label={t('outreach.field.title')} rules={required}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="purpose" label={t('outreach.field.purpose')} rules={required}>
          <Select
            disabled={before !== null}
            options={(['marketing', 'service'] as const).map((value) => ({ value, label: t(`outreach.purpose.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="channels" label={t('outreach.field.channels')} rules={required}>
          <Select mode="multiple" options={options} />
        </Form.Item>
        {texts.map(({ name, most, rows }) => (
          <Form.Item key={name} name={name} label={t(`outreach.field.${name}`)} extra={t(`outreach.hint.${name}`)} rules={required}>
            <Input.TextArea rows={rows} maxLength={most} />
          </Form.Item>
        ))}
        <Form.Item name="sensitive" label={t('outreach.field.sensitive')} valuePropName="checked" extra={t('outreach.hint.sensitive')}>
          <Switch />
        </Form.Item>
        {asks && <Alert type="warning" showIcon title={t('outreach.willAskAgain')} />}
      </Form>
      {publish.error !== null && <ProblemAlert error={publish.error} />}
    </Modal>
  )
}
