import { Button, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChange } from '../../query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { CustomerRow, useCustomerName } from './customer-row.tsx'
import { foundBy, type Search, searchOf } from './kinds.ts'
import './customers.css'

type Values = { kind: Extract<Search, { by: 'value' }>['kind']; value: string }

/** Finds a customer by a number that one knows. What is typed stays out of the address and of every history. */
export const FindCustomer = ({ onOpen }: { onOpen: (id: string) => void }) => {
  const { t } = useTranslation()
  const nameOf = useCustomerName()
  const [form] = Form.useForm<Values>()
  const find = useChange('vault.find-customer', { refresh: false })
  const back = (): void => {
    find.reset()
    form.resetFields(['value'])
  }
  return (
    <section className="panel find-panel" aria-label={t('customer.find.title')}>
      <Form
        form={form}
        layout="vertical"
        className="find-customer"
        autoComplete="off"
        initialValues={{ kind: 'mobile' }}
        onFinish={({ kind, value }) => find.mutate(searchOf(kind, value))}
      >
        <Form.Item name="kind" label={t('customer.find.kind')}>
          <Select options={foundBy.map((value) => ({ value, label: t(`customer.kinds.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="value"
          label={t('customer.find.value')}
          rules={[{ required: true, whitespace: true, message: t('customer.find.valueRequired') }]}
        >
          <Input maxLength={254} allowClear placeholder={t('customer.find.placeholder')} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={find.isPending}>
          {t('customer.find.go')}
        </Button>
      </Form>
      <p className="soft">{t('customer.find.hint')}</p>
      {find.error !== null && <ProblemAlert error={find.error} />}
      {find.data !== undefined && (
        <div className="found-customers" role="status">
          {find.data.items.length === 0 ? (
            <EmptyState title={t('customer.find.nobody')} hint={t('customer.find.nobodyHint')} />
          ) : (
            <>
              <div className="row between">
                <strong>{t('customer.find.found', { count: find.data.items.length })}</strong>
                <Button size="small" onClick={back}>
                  {t('customer.find.back')}
                </Button>
              </div>
              {find.data.more && <p>{t('customer.find.more')}</p>}
              <ul className="customer-rows">
                {find.data.items.map((customer) => (
                  <li key={customer.id}>
                    <CustomerRow
                      customer={customer}
                      action={
                        <Button size="small" onClick={() => onOpen(customer.id)} aria-label={t('customer.viewFor', { name: nameOf(customer) })}>
                          {t('customer.view')}
                        </Button>
                      }
                    />
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </section>
  )
}
