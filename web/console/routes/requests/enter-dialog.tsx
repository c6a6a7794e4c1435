import { App, DatePicker, Form, Input, Modal, Radio, Select } from 'antd'
import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { Input as InputOf } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { readChinaClock } from '../../ui/china-clock.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { requestKinds } from './request-state.tsx'

type Entered = InputOf<'requests.enter'>

type Values = {
  kind: Entered['kind']
  source: Entered['source']
  receivedAt: Dayjs
  contactKind: Entered['contact']['kind']
  contact: string
  reach?: NonNullable<Entered['reach']>
  correction?: string
  value?: string
  text?: string
  proofNote?: string
}

const sources = ['phone', 'letter', 'mail', 'visit'] as const

/** Enters a request that came otherwise than by the page. */
export const EnterDialog = ({ onClose, onEntered }: { onClose: () => void; onEntered: (id: string) => void }) => {
  const { t } = useTranslation()
  const may = useMay()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const kind = Form.useWatch('kind', form)
  const fields = useRead('requests.view-form', {}, { staleSeconds: 3600 })
  const enter = useChange('requests.enter')
  if (!may('requests.handle')) return null
  const required = [{ required: true, message: t('request.required') }]
  const submit = (values: Values): void => {
    const [holder = '', key = ''] = (values.correction ?? '').split('|')
    const note = values.proofNote?.trim() ?? ''
    enter.mutate(
      {
        kind: values.kind,
        source: values.source,
        receivedAt: readChinaClock(values.receivedAt),
        contact: { kind: values.contactKind, value: values.contact },
        reach: values.reach ?? null,
        corrections: values.kind === 'correct' ? [{ holder, key, value: values.value ?? '' }] : [],
        text: values.text ?? '',
        proofNote: note === '' ? null : note,
      },
      {
        onSuccess: ({ id, customers }) => {
          message.success(customers === 0 ? t('request.enteredNobody') : t('request.entered'))
          onEntered(id)
        },
      },
    )
  }
  return (
    <Modal
      open
      width={640}
      title={t('request.enter')}
      okText={t('common.save')}
      okButtonProps={{ loading: enter.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        name="request"
        layout="vertical"
        autoComplete="off"
        initialValues={{ kind: 'access', source: 'phone', contactKind: 'mobile', receivedAt: dayjs() }}
        onFinish={submit}
      >
        <div className="request-pair">
          <Form.Item name="kind" label={t('request.kindTitle')} rules={required}>
            <Select options={requestKinds.map((value) => ({ value, label: t(`request.kind.${value}`) }))} />
          </Form.Item>
          <Form.Item name="source" label={t('request.sourceTitle')} rules={required}>
            <Select options={sources.map((value) => ({ value, label: t(`request.source.${value}`) }))} />
          </Form.Item>
          <Form.Item name="contactKind" label={t('request.contactKind')} rules={required}>
            <Select
              options={[
                { value: 'mobile', label: t('customer.kinds.mobile') },
                { value: 'email', label: t('customer.kinds.email') },
              ]}
            />
          </Form.Item>
          <Form.Item name="contact" label={t('request.contact')} rules={required}>
            <Input maxLength={254} />
          </Form.Item>
        </div>
        <Form.Item name="receivedAt" label={t('request.receivedAt')} extra={t('request.receivedHint')} rules={required}>
          <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
        </Form.Item>
        {kind === 'correct' && (
          <div className="request-pair">
            <Form.Item name="correction" label={t('request.which')} rules={required}>
              <Select
                loading={fields.isPending}
                options={(fields.data?.correctable ?? []).map(({ holder, key, title }) => ({ value: `${holder}|${key}`, label: title }))}
              />
            </Form.Item>
            <Form.Item name="value" label={t('request.right')} rules={required}>
              <Input maxLength={500} />
            </Form.Item>
          </div>
        )}
        {(kind === 'withdraw' || kind === 'object') && (
          <Form.Item name="reach" label={t('request.reachTitle')} rules={required}>
            <Radio.Group options={(['marketing', 'all'] as const).map((value) => ({ value, label: t(`request.reach.${value}`) }))} />
          </Form.Item>
        )}
        <Form.Item name="text" label={t('request.text')}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
        <Form.Item name="proofNote" label={t('request.proofNote')} extra={t('request.proofLater')}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
      {enter.error !== null && <ProblemAlert error={enter.error} />}
    </Modal>
  )
}
