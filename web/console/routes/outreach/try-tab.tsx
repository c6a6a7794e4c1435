import { Button, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Input as InputOf, Output } from '../../api.ts'
import { outreachPurposes } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { placeIssues, ProblemAlert } from '../../ui/problem-view.tsx'
import { useChannels } from './use-channels.ts'
import { useReadyMaterials } from './use-ready-materials.ts'

type Values = Pick<InputOf<'outreach.try-send'>, 'person' | 'purpose' | 'channel'> & { materialId?: string }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const Verdict = ({ answer: { verdict, reasons } }: { answer: Output<'outreach.try-send'> }) => {
  const { t } = useTranslation()
  return (
    <section className="outreach-verdict stack tight" data-verdict={verdict} aria-live="polite">
      <h2>{t(verdict === 'allow' ? 'outreach.mayBeSent' : 'outreach.mayNotBeSent')}</h2>
      {reasons.length > 0 && (
        <ul className="stack tight">
          {reasons.map(({ code, text, law }) => (
            <li key={code}>
              {text} {law !== null && <span className="soft">（{law}）</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** May this person be sent this now, and if not, why: every reason with its rule. Nothing is reserved. */
export const TryTab = () => {
  const { t } = useTranslation()
  const { options } = useChannels()
  const materials = useReadyMaterials()
  const [form] = Form.useForm<Values>()
  const ask = useChange('outreach.try-send')
  const id = { pattern: uuid, message: t('outreach.idUnfit') }
  return (
    <section className="panel stack">
      <p className="soft">{t('outreach.tryHint')}</p>
      <Form
        form={form}
        layout="vertical"
        className="outreach-form"
        initialValues={{ purpose: 'marketing', channel: 'sms' }}
        onFinish={({ person, purpose, channel, materialId }: Values) =>
          ask.mutate(
            { person: person.trim(), purpose, channel, materialId: materialId ?? null },
            { onError: (error) => void placeIssues(form, error) },
          )
        }
      >
        <Form.Item name="person" label={t('outreach.person')} extra={t('outreach.personHint')} rules={[{ required: true, message: t('outreach.required') }, id]}>
          <Input maxLength={36} />
        </Form.Item>
        <Form.Item name="purpose" label={t('outreach.field.purpose')}>
          <Select options={outreachPurposes.map((value) => ({ value, label: t(`outreach.purpose.${value}`) }))} />
        </Form.Item>
        <Form.Item name="channel" label={t('outreach.field.channel')}>
          <Select options={options} />
        </Form.Item>
        <Form.Item name="materialId" label={t('outreach.material')} extra={t('outreach.materialHint')}>
          <Select allowClear showSearch optionFilterProp="label" loading={materials.isPending} options={materials.options} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={ask.isPending}>
          {t('outreach.ask')}
        </Button>
      </Form>
      {ask.error !== null && <ProblemAlert error={ask.error} />}
      {ask.data !== undefined && <Verdict answer={ask.data} />}
    </section>
  )
}
