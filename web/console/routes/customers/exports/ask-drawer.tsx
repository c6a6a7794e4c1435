import { Alert, App, Button, Checkbox, Drawer, Form, Input, Radio, Select, Steps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../api.ts'
import { call } from '../../../api.ts'
import type { Customer, CustomerKind } from '../../../domain.ts'
import { useChange } from '../../../query.ts'
import { useMay } from '../../../session.ts'
import { DayRange } from '../../../ui/day-range.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { ProblemAlert } from '../../../ui/problem-view.tsx'
import { contactKinds, furtherKinds, sources } from '../kinds.ts'
import { exportFormats, exportPurposes, exportVariants, type Wish } from './choices.ts'

type Values = {
  sources?: Customer['source'][]
  days?: string
  withMinors?: boolean
  kinds: CustomerKind[]
  variant: Wish['variant']
  format: Wish['format']
  purpose: Wish['purpose']
  reason: string
}
type Preview = Output<'vault.preview-export'>

const wishOf = ({ sources: from, days, withMinors, kinds, variant, format, purpose }: Values): Omit<Wish, 'reason'> => {
  const [registeredFrom, registeredTo] = days?.split('~') ?? []
  return {
    filter: {
      ...(from === undefined || from.length === 0 ? {} : { sources: from }),
      ...(registeredFrom === undefined || registeredTo === undefined ? {} : { registeredFrom, registeredTo }),
      withMinors: withMinors === true,
    },
    kinds,
    variant,
    format,
    purpose,
  }
}

const previewTypes = { allow: 'success', review: 'info', deny: 'error' } as const
const previewTitles = { allow: 'export.previewAllow', review: 'export.previewReview', deny: 'export.previewDeny' } as const

/** What would happen, before it is asked for. */
const Checked = ({ values, preview }: { values: Values; preview: Preview }) => {
  const { t } = useTranslation()
  const between = t('list.between')
  return (
    <div className="stack">
      <Alert
        type={previewTypes[preview.verdict]}
        showIcon
        title={t(previewTitles[preview.verdict])}
        description={preview.why.length === 0 ? undefined : preview.why.map((why) => <div key={why}>{why}</div>)}
      />
      <Facts
        items={[
          { label: t('export.preview'), value: t('export.customers', { count: preview.customers }) },
          { label: t('export.fields'), value: values.kinds.map((kind) => t(`customer.kinds.${kind}`)).join(between) },
          { label: t('export.variant'), value: t(`export.variants.${values.variant}`) },
          { label: t('export.format'), value: t(`export.formats.${values.format}`) },
          { label: t('export.purpose'), value: t(`export.purposes.${values.purpose}`) },
          { label: t('export.reason'), value: values.reason },
        ]}
      />
      <p className="soft">{t('export.marksHint')}</p>
    </div>
  )
}

/** Asks for an export in two steps: which customers, what of them and why; then what follows from it. */
export const AskDrawer = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation()
  const may = useMay()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [checked, setChecked] = useState<{ values: Values; preview: Preview } | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const ask = useChange('vault.ask-export')
  const check = async (values: Values): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      setChecked({ values, preview: await call('vault.preview-export', wishOf(values)) })
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  const submit = (values: Values): void =>
    ask.mutate(
      { ...wishOf(values), reason: values.reason },
      {
        onSuccess: ({ waits }) => {
          message.success(waits ? t('export.asked') : t('export.started'))
          onClose()
        },
      },
    )
  if (!may('vault.export')) return null
  const required = [{ required: true, message: t('export.required') }]
  const error = problem ?? ask.error
  return (
    <Drawer
      open
      onClose={onClose}
      size={480}
      title={t('export.ask')}
      footer={
        <div className="stack">
          {error !== null && <ProblemAlert error={error} />}
          {checked === null ? (
            <Button type="primary" loading={busy} onClick={() => form.submit()}>
              {t('export.check')}
            </Button>
          ) : (
            <div className="row">
              <Button type="primary" disabled={checked.preview.verdict === 'deny'} loading={ask.isPending} onClick={() => submit(checked.values)}>
                {t('export.submit')}
              </Button>
              <Button
                onClick={() => {
                  setChecked(null)
                  ask.reset()
                }}
              >
                {t('export.backToEdit')}
              </Button>
            </div>
          )}
        </div>
      }
    >
      <Steps size="small" current={checked === null ? 0 : 1} items={[{ title: t('export.steps.fill') }, { title: t('export.steps.check') }]} className="export-steps" />
      {checked !== null && <Checked values={checked.values} preview={checked.preview} />}
      <Form
        form={form}
        name="export"
        layout="vertical"
        hidden={checked !== null}
        initialValues={{ kinds: [], variant: 'masked', format: 'xlsx' }}
        onFinish={(values) => void check(values)}
      >
        <h3>{t('export.scope')}</h3>
        <Form.Item name="sources" label={t('export.sources')}>
          <Select
            mode="multiple"
            allowClear
            placeholder={t('export.sourcesAll')}
            options={sources.map((value) => ({ value, label: t(`customer.sources.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="days" label={t('export.registeredDays')}>
          <DayRange />
        </Form.Item>
        <Form.Item name="withMinors" valuePropName="checked">
          <Checkbox>{t('export.minors')}</Checkbox>
        </Form.Item>
        <h3>{t('export.what')}</h3>
        <Form.Item name="kinds" label={t('export.fields')} rules={[{ required: true, message: t('export.kindsRequired') }]}>
          <Checkbox.Group
            className="export-kinds"
            options={[...contactKinds, ...furtherKinds].map((kind) => ({ value: kind, label: t(`customer.kinds.${kind}`) }))}
          />
        </Form.Item>
        <Form.Item name="variant" label={t('export.variant')}>
          <Radio.Group options={exportVariants.map((value) => ({ value, label: t(`export.variants.${value}`) }))} />
        </Form.Item>
        <Form.Item name="format" label={t('export.format')}>
          <Radio.Group options={exportFormats.map((value) => ({ value, label: t(`export.formats.${value}`) }))} />
        </Form.Item>
        <Form.Item name="purpose" label={t('export.purpose')} rules={required}>
          <Select options={exportPurposes.map((value) => ({ value, label: t(`export.purposes.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('export.reason')}
          extra={t('export.reasonHint')}
          rules={[{ required: true, min: 4, whitespace: true, message: t('export.reasonRequired') }]}
        >
          <Input.TextArea rows={3} maxLength={200} showCount />
        </Form.Item>
      </Form>
    </Drawer>
  )
}
