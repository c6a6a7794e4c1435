import { Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { SettingsForm } from './settings-form.tsx'

type Thresholds = Output<'vault.view-watching'>['thresholds']

const fields = [
  { name: 'raisedAt', unit: 'raisedAtUnit', min: 2, max: 20 },
  { name: 'openedADay', unit: 'ofCustomers', min: 20, max: 10_000 },
  { name: 'inOrder', unit: 'ofCustomers', min: 8, max: 30 },
  { name: 'readersADay', unit: 'ofPeople', min: 3, max: 100 },
  { name: 'leavingDays', unit: 'ofDays', min: 1, max: 90 },
  { name: 'waitSeconds', unit: 'ofSeconds', min: 5, max: 600 },
  { name: 'nightFrom', unit: 'ofHour', min: 18, max: 24 },
  { name: 'nightUntil', unit: 'ofHour', min: 0, max: 10 },
  { name: 'answerHours', unit: 'ofHours', min: 1, max: 72 },
] as const

const ThresholdsForm = ({ thresholds }: { thresholds: Thresholds }) => {
  const { t } = useTranslation()
  const [form] = Form.useForm<Thresholds>()
  const update = useChange('vault.update-watching')
  return (
    <SettingsForm form={form} initialValues={thresholds} change={update} onSave={update.mutate}>
      <div className="settings-pair">
        {fields.map(({ name, unit, min, max }) => (
          <Form.Item key={name} name={name} label={t(`watching.${name}`)} rules={[{ required: true, message: t('watching.required') }]}>
            <InputNumber min={min} max={max} precision={0} suffix={t(`watching.${unit}`)} />
          </Form.Item>
        ))}
      </div>
    </SettingsForm>
  )
}

/** From when on the reading of customers is unusual. */
export const Watching = () => {
  const { t } = useTranslation()
  const settings = useRead('vault.view-watching', {})
  return (
    <section className="panel">
      <h2>{t('watching.title')}</h2>
      <p className="soft">{t('watching.hint')}</p>
      <Loaded query={settings} rows={4}>
        {({ thresholds }) => <ThresholdsForm thresholds={thresholds} />}
      </Loaded>
    </section>
  )
}
