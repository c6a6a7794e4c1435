import { DownOutlined, UpOutlined } from '@ant-design/icons'
import { Button, Form, Select } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsPhone } from './screen-width.ts'

export type QueryField = { name: string; label: string; input: ReactNode }

/** A field for one of several values; left empty it is any. */
export const choiceField = <Value extends string>(
  { name, label }: { name: string; label: string },
  values: readonly Value[],
  textOf: (value: Value) => string,
): QueryField => ({
  name,
  label,
  input: <Select allowClear options={values.map((value) => ({ value, label: textOf(value) }))} />,
})

type QueryFormProps<Values> = {
  fields: QueryField[]
  values: Partial<Values>
  onQuery: (values: Partial<Values>) => void
}

/** How many fields stand in the first row; the rest unfolds. */
const firstRow = 3

const withoutBlanks = (values: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  )

/** The query form above a table: 查询, 重置, 展开. */
export const QueryForm = <Values extends object>({ fields, values, onQuery }: QueryFormProps<Values>) => {
  const { t } = useTranslation()
  const phone = useIsPhone()
  const [form] = Form.useForm()
  const visible = phone ? 1 : firstRow
  const [open, setOpen] = useState(() => fields.slice(visible).some(({ name }) => name in values))
  const folds = fields.length > visible
  return (
    <Form
      form={form}
      layout="vertical"
      className="panel query-form"
      role="search"
      initialValues={values}
      onFinish={(typed: object) => onQuery(withoutBlanks(typed) as Partial<Values>)}
    >
      <div className="query-form-fields">
        {fields.map(({ name, label, input }, index) => (
          <Form.Item key={name} name={name} label={label} hidden={!open && index >= visible}>
            {input}
          </Form.Item>
        ))}
        <div className="query-form-buttons">
          {folds && (
            <Button
              type="link"
              icon={open ? <UpOutlined /> : <DownOutlined />}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {open ? t('table.fold') : t('table.unfold')}
            </Button>
          )}
          <Button
            onClick={() => {
              form.setFieldsValue(Object.fromEntries(fields.map(({ name }) => [name, undefined])))
              onQuery({})
            }}
          >
            {t('table.reset')}
          </Button>
          <Button type="primary" htmlType="submit">
            {t('table.query')}
          </Button>
        </div>
      </div>
    </Form>
  )
}
