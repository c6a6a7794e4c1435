import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Input } from '../../api.ts'
import { call } from '../../api.ts'
import { provenCall } from '../../query.ts'
import { saveFile } from '../../ui/download.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import './settings.css'

const formats = ['csv', 'xlsx', 'ndjson', 'json'] as const
const mostCustomers = 50_000

type Values = Required<Input<'vault.anonymise'>>

/** Test data of the customers, in their form and nobody's, as a file. */
export const TestData = () => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  // Not through the cache of answers: a file is not kept in the page.
  const make = useMutation({
    mutationFn: (values: Values) => provenCall(() => call('vault.anonymise', values)),
    onSuccess: ({ fileName, base64, customers }) => {
      saveFile(fileName, base64, 'application/octet-stream')
      message.success(t('testData.made', { count: customers }))
    },
  })
  return (
    <section className="panel">
      <h2>{t('testData.title')}</h2>
      <p className="soft">{t('testData.hint')}</p>
      <Form form={form} layout="vertical" initialValues={{ format: 'csv', most: 10_000 }} onFinish={(values) => make.mutate(values)}>
        <div className="settings-pair">
          <Form.Item name="format" label={t('testData.format')}>
            <Select options={formats.map((value) => ({ value, label: t(`testData.formats.${value}`) }))} />
          </Form.Item>
          <Form.Item name="most" label={t('testData.most')} rules={[{ required: true, message: t('testData.required') }]}>
            <InputNumber min={1} max={mostCustomers} precision={0} suffix={t('testData.people')} />
          </Form.Item>
        </div>
        {make.error !== null && (
          <Form.Item>
            <ProblemAlert error={make.error} />
          </Form.Item>
        )}
        <Button htmlType="submit" loading={make.isPending}>
          {t('testData.make')}
        </Button>
      </Form>
    </section>
  )
}
