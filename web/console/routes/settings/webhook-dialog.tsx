import { Checkbox, Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Input as InputOf, Output } from '../../api.ts'
import { useChange } from '../../query.ts'
import { ProblemAlert, placeIssues } from '../../ui/problem-view.tsx'

export type Endpoint = Output<'webhooks.list-endpoints'>['items'][number]

type Values = InputOf<'webhooks.add-endpoint'>

const events = ['check.completed', 'material.decided'] as const

/** Names of the events in the text resources. */
export const eventTexts = {
  'check.completed': 'webhookEvent.check',
  'material.decided': 'webhookEvent.material',
} as const

/** Asks where results go, and which. */
export const WebhookDialog = ({ endpoint, onClose, onAdded }: {
  endpoint: Endpoint | null
  onClose: () => void
  onAdded: (name: string, secret: string) => void
}) => {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const add = useChange('webhooks.add-endpoint')
  const update = useChange('webhooks.update-endpoint')
  const problem = add.error ?? update.error
  const onError = (error: Error) => void placeIssues(form, error)
  const submit = (values: Values): void => {
    if (endpoint === null) add.mutate(values, { onSuccess: ({ secret }) => onAdded(values.name, secret), onError })
    else update.mutate({ id: endpoint.id, ...values }, { onSuccess: onClose, onError })
  }
  return (
    <Modal
      open
      title={endpoint === null ? t('webhooks.add') : t('webhooks.editFor', { name: endpoint.name })}
      okText={t('common.save')}
      okButtonProps={{ loading: add.isPending || update.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={endpoint ?? { events: [] }} onFinish={submit}>
        <Form.Item
          name="name"
          label={t('webhooks.name')}
          rules={[{ required: true, whitespace: true, message: t('webhooks.nameRequired') }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item
          name="url"
          label={t('webhooks.url')}
          extra={t('webhooks.urlHint')}
          rules={[{ required: true, pattern: /^https:\/\//, message: t('webhooks.urlRequired') }]}
        >
          <Input maxLength={500} inputMode="url" placeholder="https://" />
        </Form.Item>
        <Form.Item
          name="events"
          label={t('webhooks.events')}
          rules={[{ type: 'array', min: 1, message: t('webhooks.eventsRequired') }]}
        >
          <Checkbox.Group
            className="choice-column"
            options={events.map((value) => ({ value, label: t(eventTexts[value]) }))}
          />
        </Form.Item>
      </Form>
      {problem !== null && <ProblemAlert error={problem} />}
    </Modal>
  )
}
