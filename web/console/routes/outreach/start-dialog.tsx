import { Alert, Form, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Input as InputOf, Output } from '../../api.ts'
import { outreachPurposes } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { placeIssues, ProblemAlert } from '../../ui/problem-view.tsx'
import { useChannels } from './use-channels.ts'
import { useReadyMaterials } from './use-ready-materials.ts'

type Values = Omit<InputOf<'outreach.start-campaign'>, 'audienceId' | 'materialId'> & { materialId?: string }
type StartProps = { audience: Output<'outreach.list-audiences'>['items'][number]; onClose: () => void; onStarted: (id: string) => void }

/** Decides about an audience: first how many can be reached, then in earnest. */
export const StartDialog = ({ audience, onClose, onStarted }: StartProps) => {
  const { t } = useTranslation()
  const { options } = useChannels()
  const [form] = Form.useForm<Values>()
  const start = useChange('outreach.start-campaign')
  const materials = useReadyMaterials()
  const mode = Form.useWatch('mode', form)
  return (
    <Modal
      open
      title={t('outreach.startFor', { name: audience.name })}
      okText={t(mode === 'reserve' ? 'outreach.reserveNow' : 'outreach.estimateNow')}
      okButtonProps={{ loading: start.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ mode: 'estimate', purpose: 'marketing', channel: audience.filter.consent?.channel ?? 'sms' }}
        onFinish={({ materialId, ...values }: Values) =>
          start.mutate(
            { ...values, audienceId: audience.id, materialId: materialId ?? null },
            { onSuccess: ({ id }) => onStarted(id), onError: (error) => void placeIssues(form, error) },
          )
        }
      >
        <Form.Item name="mode" label={t('outreach.mode')}>
          <Radio.Group options={(['estimate', 'reserve'] as const).map((value) => ({ value, label: t(`outreach.modeOf.${value}`) }))} />
        </Form.Item>
        {mode === 'reserve' && <Alert type="warning" showIcon title={t('outreach.reserveHint')} />}
        <Form.Item name="purpose" label={t('outreach.field.purpose')}>
          <Select options={outreachPurposes.map((value) => ({ value, label: t(`outreach.purpose.${value}`) }))} />
        </Form.Item>
        <Form.Item name="channel" label={t('outreach.field.channel')}>
          <Select options={options} />
        </Form.Item>
        <Form.Item name="materialId" label={t('outreach.campaignMaterial')} extra={t('outreach.campaignMaterialHint')}>
          <Select allowClear showSearch optionFilterProp="label" loading={materials.isPending} options={materials.options} />
        </Form.Item>
      </Form>
      {start.error !== null && <ProblemAlert error={start.error} />}
    </Modal>
  )
}
