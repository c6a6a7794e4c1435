import { App, Button, Drawer, Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Input as In } from '../../../api.ts'
import { useChange, useRead } from '../../../query.ts'
import { ProblemAlert } from '../../../ui/problem-view.tsx'

type Making = In<'vault.make-decoy'>
type ContactKind = Making['contacts'][number]['kind']
const contactKinds: readonly ContactKind[] = ['mobile', 'email', 'wecom-id', 'wechat']

type Values = { label: string; departmentId: string; contacts?: Partial<Record<ContactKind, string>>; when: NonNullable<Making['when']> }

const contactsOf = (contacts: Values['contacts']) =>
  contactKinds.flatMap((kind) => {
    const value = contacts?.[kind]?.trim() ?? ''
    return value === '' ? [] : [{ kind, value }]
  })

/** Makes a decoy out of contacts that the company controls. */
export const MakeDecoy = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const departments = useRead('identity.list-departments', {})
  const make = useChange('vault.make-decoy')
  const submit = ({ label, departmentId, contacts, when }: Values): void =>
    make.mutate(
      { label, departmentId, when, contacts: contactsOf(contacts) },
      {
        onSuccess: () => {
          message.success(t('decoys.made'))
          onClose()
        },
      },
    )
  const required = [{ required: true, message: t('decoys.required') }]
  return (
    <Drawer
      open
      onClose={onClose}
      size={480}
      title={t('decoys.make')}
      footer={
        <div className="stack">
          {make.error !== null && <ProblemAlert error={make.error} />}
          <div className="row">
            <Button type="primary" loading={make.isPending} onClick={() => form.submit()}>
              {t('common.save')}
            </Button>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
          </div>
        </div>
      }
    >
      <Form form={form} name="decoy" layout="vertical" autoComplete="off" initialValues={{ when: 'with-next' }} onFinish={submit}>
        <Form.Item name="label" label={t('decoys.label')} extra={t('decoys.labelHint')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="departmentId" label={t('decoys.department')} rules={required}>
          <Select options={(departments.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <h3>{t('decoys.contacts')}</h3>
        <p className="soft">{t('decoys.contactsHint')}</p>
        {contactKinds.map((kind, index) => (
          <Form.Item
            key={kind}
            name={['contacts', kind]}
            label={t(`customer.kinds.${kind}`)}
            {...(index === 0
              ? {
                  rules: [
                    ({ getFieldValue }) => ({
                      validator: () =>
                        contactsOf(getFieldValue('contacts') as Values['contacts']).length > 0
                          ? Promise.resolve()
                          : Promise.reject(new Error(t('decoys.contactRequired'))),
                    }),
                  ],
                }
              : {})}
          >
            <Input maxLength={254} autoComplete="off" />
          </Form.Item>
        ))}
        <Form.Item name="when" label={t('decoys.when')} extra={t('decoys.whenHint')}>
          <Radio.Group
            options={(['with-next', 'now'] as const).map((value) => ({ value, label: t(`decoys.whens.${value}`) }))}
          />
        </Form.Item>
      </Form>
    </Drawer>
  )
}
