import { Checkbox, Form, Input, InputNumber, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Input as InputOf } from '../../api.ts'
import { useChange } from '../../query.ts'
import { ProblemAlert, placeIssues } from '../../ui/problem-view.tsx'
import { chosenOperations } from './key-scopes.ts'

type Values = Required<InputOf<'identity.create-api-key'>>

const lives = [30, 90, 180, 365]
const usual: Partial<Values> = { days: 90, callsPerMinute: 600, operations: [] }

/** Asks what a new key is for, what it may do and how long. */
export const ApiKeyDialog = ({ choices, onClose, onGiven }: {
  choices: readonly { value: string; label: string }[]
  onClose: () => void
  onGiven: (name: string, key: string) => void
}) => {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const create = useChange('identity.create-api-key')
  const submit = (values: Values): void =>
    create.mutate({ ...values, operations: chosenOperations(values.operations) }, {
      onSuccess: ({ key }) => onGiven(values.name, key),
      onError: (error) => void placeIssues(form, error),
    })
  return (
    <Modal
      open
      title={t('apiKeys.add')}
      okText={t('apiKeys.give')}
      okButtonProps={{ loading: create.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={usual} onFinish={submit}>
        <Form.Item
          name="name"
          label={t('apiKeys.name')}
          extra={t('apiKeys.nameHint')}
          rules={[{ required: true, whitespace: true, message: t('apiKeys.nameRequired') }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item
          name="operations"
          label={t('apiKeys.operations')}
          rules={[{ type: 'array', min: 1, message: t('apiKeys.operationsRequired') }]}
        >
          <Checkbox.Group className="choice-column" options={[...choices]} />
        </Form.Item>
        <div className="settings-pair">
          <Form.Item name="days" label={t('apiKeys.days')}>
            <Select options={lives.map((value) => ({ value, label: t('duration.days', { count: value }) }))} />
          </Form.Item>
          <Form.Item
            name="callsPerMinute"
            label={t('apiKeys.callsPerMinute')}
            rules={[{ required: true, message: t('apiKeys.callsRequired') }]}
          >
            <InputNumber min={1} max={6000} precision={0} />
          </Form.Item>
        </div>
      </Form>
      {create.error !== null && <ProblemAlert error={create.error} />}
    </Modal>
  )
}
