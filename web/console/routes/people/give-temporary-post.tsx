import { App, Form, Input, InputNumber, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { posts } from '../../domain.ts'
import { useChange, useRead } from '../../query.ts'
import { useMe } from '../../session.ts'
import { useLabel } from '../../ui/labels.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { formatMinute } from '../../ui/time.ts'

type Values = { personId: string; post: string; hours: number; reason: string }

/** Gives somebody a post for some hours. */
export const GiveTemporaryPost = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation()
  const label = useLabel()
  const me = useMe()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const people = useRead('identity.list-people', { state: 'active', page: 1, pageSize: 100 })
  const give = useChange('identity.give-temporary-post')
  const submit = (values: Values): void =>
    give.mutate(
      { ...values, reason: values.reason.trim() },
      {
        onSuccess: ({ endsAt }) => {
          message.success(t('temporary.given', { at: formatMinute(endsAt) }))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('temporary.give')}
      okText={t('temporary.confirmGive')}
      okButtonProps={{ loading: give.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={{ hours: 8 }} onFinish={submit}>
        <Form.Item name="personId" label={t('temporary.person')} rules={[{ required: true, message: t('temporary.personRequired') }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={people.data?.items.filter(({ id }) => id !== me.id).map(({ id, name }) => ({ value: id, label: name })) ?? []}
          />
        </Form.Item>
        <Form.Item name="post" label={t('temporary.post')} rules={[{ required: true, message: t('temporary.postRequired') }]}>
          <Select options={posts.map((value) => ({ value, label: label('post', value) }))} />
        </Form.Item>
        <Form.Item name="hours" label={t('temporary.hours')} rules={[{ required: true, message: t('temporary.hoursRequired') }]}>
          <InputNumber min={1} max={72} precision={0} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('temporary.reason')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('common.reasonRequired') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
      {give.error !== null && <ProblemAlert error={give.error} />}
    </Modal>
  )
}
