import { Form, Input, Select, Switch } from 'antd'
import type { FormInstance } from 'antd'
import { useTranslation } from 'react-i18next'
import { hasAdMark } from '../../../../src/modules/content/ad-mark.ts'
import { hasAiLabel } from '../../../../src/modules/content/ai-label.ts'
import type { MaterialFields } from '../../domain.ts'
import { channels, pushChannels } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { AttachmentInput } from '../../ui/material/attachments.tsx'

/** What the law wants to see in the text itself, with the words put there by one click. */
const LabelHints = ({ form, values }: { form: FormInstance<MaterialFields>; values: MaterialFields }) => {
  const { t } = useTranslation()
  const { title, copy, advertising, aiGenerated, channel } = values
  const text = { title, copy }
  const prepend = (words: string): void => form.setFieldValue('copy', `${words}${copy}`)
  const append = (words: string): void =>
    form.setFieldValue('copy', `${copy}${copy.endsWith('\n') || copy === '' ? '' : '\n'}${words}`)
  const needsAdMark = advertising && !pushChannels.includes(channel) && !hasAdMark(text)
  const needsAiLabel = aiGenerated && !hasAiLabel(text)
  return (
    <div aria-live="polite" className="stack tight">
      {needsAdMark && (
        <p className="label-hint">
          {t('editor.adMarkMissing')}{' '}
          <button type="button" className="link-button" onClick={() => prepend('【广告】')}>
            {t('editor.addAdMark')}
          </button>
        </p>
      )}
      {needsAiLabel && (
        <p className="label-hint">
          {t('editor.aiLabelMissing')}{' '}
          <button type="button" className="link-button" onClick={() => append('内容由AI生成')}>
            {t('editor.addAiLabel')}
          </button>
        </p>
      )}
    </div>
  )
}

type MaterialFormFieldsProps = {
  form: FormInstance<MaterialFields>
  values: MaterialFields
  materialId: string | undefined
  /** The trades that the rules know by name. */
  industries: readonly string[]
}

/** Everything about a material besides its title and copy. */
export const MaterialFormFields = ({ form, values, materialId, industries }: MaterialFormFieldsProps) => {
  const { t } = useTranslation()
  const accounts = useRead('accounts.list-accounts', { state: 'active', page: 1, pageSize: 100 }, { staleSeconds: 60 })
  const pushed = pushChannels.includes(values.channel)
  return (
    <>
      <div className="form-pair">
        <Form.Item name="channel" label={t('material.channel')} rules={[{ required: true }]}>
          <Select options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))} />
        </Form.Item>
        <Form.Item name="industry" label={t('material.industry')} extra={t('editor.industryHint')}>
          <Select
            allowClear
            showSearch
            placeholder={t('editor.industryAny')}
            options={industries.map((value) => ({ value, label: value }))}
          />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name="advertising" label={t('editor.isAdvertising')} valuePropName="checked">
          <Switch checkedChildren={t('common.yes')} unCheckedChildren={t('common.no')} />
        </Form.Item>
        <Form.Item name="aiGenerated" label={t('editor.isAiGenerated')} valuePropName="checked">
          <Switch checkedChildren={t('common.yes')} unCheckedChildren={t('common.no')} />
        </Form.Item>
      </div>
      <LabelHints form={form} values={values} />
      {pushed && (
        <Form.Item
          name="audienceConsent"
          label={t('material.audienceConsent')}
          extra={t('editor.consentHint')}
          rules={[{ required: true, whitespace: true, message: t('editor.consentRequired') }]}
        >
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
      )}
      <Form.Item
        name="accountIds"
        label={t('material.accounts')}
        extra={accounts.data?.total === 0 ? t('editor.noAccounts') : t('editor.accountsHint')}
      >
        <Select
          mode="multiple"
          maxCount={20}
          showSearch={{ optionFilterProp: 'label' }}
          loading={accounts.isPending}
          options={
            accounts.data?.items.map(({ id, name, platform }) => ({
              value: id,
              label: `${name}（${t(`platform.${platform}`)}）`,
            })) ?? []
          }
        />
      </Form.Item>
      <Form.Item name="attachments" label={t('material.attachments')}>
        <AttachmentInput materialId={materialId} />
      </Form.Item>
    </>
  )
}
