import { Form, InputNumber, Switch, TimePicker } from 'antd'
import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { type OutreachChannel, outreachChannels } from '../../domain.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { Facts } from '../../ui/facts.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { SettingsForm } from '../settings/settings-form.tsx'
import { ReplyAddresses } from './reply-addresses.tsx'
import { useChannels } from './use-channels.ts'

type Settings = Output<'outreach.view-settings'>
type Values = {
  capped: boolean
  cap: number
  quiet: boolean
  quietHours: [Dayjs, Dayjs]
  holdMinutes: number
  limits: Partial<Record<OutreachChannel, number | null>>
}

const usual = { cap: 3, quietHours: { from: 21 * 60, until: 9 * 60 } }
const toTime = (minutes: number): Dayjs => dayjs().startOf('day').hour(Math.floor(minutes / 60)).minute(minutes % 60)
const toMinutes = (time: Dayjs): number => time.hour() * 60 + time.minute()
const clock = (minutes: number): string => toTime(minutes).format('HH:mm')

const Editor = ({ settings }: { settings: Settings }) => {
  const { t } = useTranslation()
  const { nameOf } = useChannels()
  const [form] = Form.useForm<Values>()
  const update = useChange('outreach.update-settings')
  const capped = Form.useWatch('capped', form) ?? settings.cap !== null
  const quiet = Form.useWatch('quiet', form) ?? settings.quietHours !== null
  const { from, until } = settings.quietHours ?? usual.quietHours
  const required = [{ required: true, message: t('outreach.required') }]
  return (
    <SettingsForm
      form={form}
      initialValues={{
        capped: settings.cap !== null,
        cap: settings.cap ?? usual.cap,
        quiet: settings.quietHours !== null,
        quietHours: [toTime(from), toTime(until)],
        holdMinutes: Math.max(1, Math.round(settings.holdSeconds / 60)),
        limits: Object.fromEntries(settings.platformLimits.map(({ channel, limit }) => [channel, limit])),
      }}
      change={update}
      onSave={(values: Values, said) =>
        update.mutate(
          {
            cap: values.capped ? values.cap : null,
            quietHours: values.quiet ? { from: toMinutes(values.quietHours[0]), until: toMinutes(values.quietHours[1]) } : null,
            holdSeconds: values.holdMinutes * 60,
            platformLimits: outreachChannels.flatMap((channel) => {
              const limit = values.limits[channel]
              return limit === undefined || limit === null ? [] : [{ channel, limit }]
            }),
          },
          said,
        )
      }
    >
      <Form.Item name="capped" label={t('outreach.capped')} valuePropName="checked" extra={t('outreach.capHint')}>
        <Switch />
      </Form.Item>
      {capped && (
        <Form.Item name="cap" label={t('outreach.cap')} rules={required}>
          <InputNumber min={1} max={1000} precision={0} suffix={t('outreach.perMonth')} />
        </Form.Item>
      )}
      <Form.Item name="quiet" label={t('outreach.quiet')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {quiet && (
        <Form.Item name="quietHours" label={t('outreach.quietHours')} rules={required}>
          <TimePicker.RangePicker format="HH:mm" order={false} minuteStep={5} allowClear={false} needConfirm={false} />
        </Form.Item>
      )}
      <Form.Item name="holdMinutes" label={t('outreach.hold')} extra={t('outreach.holdHint')} rules={required}>
        <InputNumber min={1} max={1440} precision={0} suffix={t('outreach.minutes')} />
      </Form.Item>
      <section className="outreach-limits" aria-labelledby="outreach-limits">
        <h3 id="outreach-limits">{t('outreach.limits')}</h3>
        <p className="soft">{t('outreach.limitsHint')}</p>
        <div className="outreach-limit-grid">
          {outreachChannels.map((channel) => (
            <Form.Item key={channel} name={['limits', channel]} label={nameOf(channel)}>
              <InputNumber min={1} max={10_000} precision={0} placeholder={t('outreach.noLimit')} />
            </Form.Item>
          ))}
        </div>
      </section>
    </SettingsForm>
  )
}

const Shown = ({ settings: { cap, quietHours, holdSeconds, platformLimits } }: { settings: Settings }) => {
  const { t } = useTranslation()
  const { nameOf } = useChannels()
  return (
    <Facts
      items={[
        { label: t('outreach.cap'), value: cap === null ? t('outreach.noCap') : `${cap} ${t('outreach.perMonth')}` },
        {
          label: t('outreach.quietHours'),
          value: quietHours === null ? t('outreach.noQuiet') : `${clock(quietHours.from)} – ${clock(quietHours.until)}`,
        },
        { label: t('outreach.hold'), value: `${Math.round(holdSeconds / 60)} ${t('outreach.minutes')}` },
        {
          label: t('outreach.limits'),
          value:
            platformLimits.length === 0
              ? t('outreach.noLimit')
              : platformLimits.map(({ channel, limit }) => `${nameOf(channel)} ${limit} ${t('outreach.perMonth')}`).join(t('outreach.separator')),
        },
      ]}
    />
  )
}

/** How many messages, and when. */
export const SettingsTab = () => {
  const { t } = useTranslation()
  const may = useMay()
  const settings = useRead('outreach.view-settings', {})
  return (
    <div className="stack">
      <section className="panel stack">
        <h2>{t('outreach.settingsTitle')}</h2>
        <Loaded query={settings}>
          {(data) => (may('outreach.configure') ? <Editor settings={data} /> : <Shown settings={data} />)}
        </Loaded>
      </section>
      {may('outreach.configure') && <ReplyAddresses />}
    </div>
  )
}
