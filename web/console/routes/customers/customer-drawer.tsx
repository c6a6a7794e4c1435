import { App, Button, DatePicker, Drawer, Form, Input, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { CustomerDetail, CustomerKind } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { useMay } from '../../session.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { contactKinds, furtherKinds } from './kinds.ts'
import { ConsentFields, consentOf, type OriginValues, SourceFields } from './origin-fields.tsx'

type Keeping = NonNullable<CustomerDetail['kept']>['for']
const keepings: readonly Keeping[] = ['transaction', 'accounting', 'dispute']

type Values = OriginValues & {
  fields?: Partial<Record<CustomerKind, string>>
  remove?: CustomerKind[]
  keptFor?: Keeping | null
  keptUntil?: Dayjs | null
}

const typedFields = (fields: Values['fields']) =>
  [...contactKinds, ...furtherKinds].flatMap((kind) => {
    const value = fields?.[kind]?.trim() ?? ''
    return value === '' ? [] : [{ kind, value }]
  })

/** Both, or what is on record goes on. */
const keptOf = ({ keptFor, keptUntil }: Values) =>
  keptFor && keptUntil ? { kept: { for: keptFor, until: keptUntil.format('YYYY-MM-DD') } } : {}

/** Registers a customer with source and evidence, or changes what is known; what is kept is never filled in. */
export const CustomerDrawer = ({ customer, onClose }: { customer: CustomerDetail | null; onClose: () => void }) => {
  const { t } = useTranslation()
  const may = useMay()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const register = useChange('vault.register-customer')
  const update = useChange('vault.update-customer')
  const fresh = customer === null
  const problem = register.error ?? update.error
  const done = {
    onSuccess: () => {
      message.success(fresh ? t('customer.registered') : t('common.saved'))
      onClose()
    },
  }
  const submit = (values: Values): void => {
    const fields = typedFields(values.fields)
    const consent = consentOf(values)
    const kept = keptOf(values)
    if (customer !== null) {
      update.mutate({ id: customer.id, set: fields, remove: values.remove ?? [], ...(consent === undefined ? {} : { consent }), ...kept }, done)
    } else if (consent !== undefined && values.source !== undefined) {
      register.mutate({ fields, source: { kind: values.source, detail: values.sourceDetail ?? '' }, consent, ...kept }, done)
    }
  }
  const field = (kind: CustomerKind) => {
    const masked = customer?.fields.find((one) => one.kind === kind)?.masked
    return (
      <Form.Item
        key={kind}
        name={['fields', kind]}
        label={t(`customer.kinds.${kind}`)}
        {...(masked === undefined ? {} : { extra: t('customer.keepHint', { masked }) })}
      >
        {kind === 'note' ? (
          <Input.TextArea rows={2} maxLength={500} />
        ) : (
          <Input maxLength={200} autoComplete="off" {...(kind === 'birthday' ? { placeholder: 'YYYY-MM-DD' } : {})} />
        )}
      </Form.Item>
    )
  }
  if (!may('vault.register')) return null
  return (
    <Drawer
      open
      onClose={onClose}
      size={480}
      title={fresh ? t('customer.register') : t('customer.editTitle')}
      footer={
        <div className="stack">
          {problem !== null && <ProblemAlert error={problem} />}
          <div className="row">
            <Button type="primary" loading={register.isPending || update.isPending} onClick={() => form.submit()}>
              {t('common.save')}
            </Button>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
          </div>
        </div>
      }
    >
      {/* Named, so that its fields are told from those of the query form by their ids. */}
      <Form form={form} name="customer" layout="vertical" autoComplete="off" onFinish={submit}>
        <h3>{t('customer.contactPart')}</h3>
        {contactKinds.map(field)}
        <h3>{t('customer.morePart')}</h3>
        <p className="soft">{t('customer.sensitiveHint')}</p>
        {furtherKinds.map(field)}
        {customer !== null && (
          <Form.Item name="remove" label={t('customer.remove')}>
            <Select
              mode="multiple"
              options={customer.fields.map(({ kind }) => ({ value: kind, label: t(`customer.kinds.${kind}`) }))}
            />
          </Form.Item>
        )}
        <h3>{t('customer.origin')}</h3>
        {fresh && <SourceFields />}
        <ConsentFields required={fresh} />
        <Form.Item name="keptFor" label={t('customer.keptReason')} extra={t('customer.keptHint')}>
          <Select allowClear options={keepings.map((value) => ({ value, label: t(`customer.keptFor.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="keptUntil"
          label={t('customer.keptUntil')}
          dependencies={['keptFor']}
          rules={[
            ({ getFieldValue }) => ({ required: Boolean(getFieldValue('keptFor')), message: t('customer.required') }),
          ]}
        >
          <DatePicker />
        </Form.Item>
      </Form>
    </Drawer>
  )
}
