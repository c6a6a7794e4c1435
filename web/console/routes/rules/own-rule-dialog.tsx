import { App, Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChange } from '../../query.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'

/** What a new rule looks like: every field that it must have, with its samples. */
const example = `id: company.brand.slogan
category: disparage
severity: warn
cite: company-policy
since: 2026-01-01
why: “{hit}”贬低合作伙伴，公司不用这样的说法。
advice: 只介绍自己的产品。
patterns:
  - '(?:伙伴|供应商)<6>(?:小弟|跟班)'
hit:
  - 供应商就是我们的小弟
miss:
  - 感谢供应商的支持
`

/** Writes a rule of the company's own, in the YAML of the shipped ones. */
export const OwnRuleDialog = ({ yaml, onClose }: { yaml: string | null; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ yaml: string }>()
  const save = useChange('rules.save-rule')
  return (
    <Modal
      open
      width={720}
      title={yaml === null ? t('draft.addRule') : t('draft.editRule')}
      okText={t('common.save')}
      okButtonProps={{ loading: save.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ yaml: yaml ?? example }}
        onFinish={(values: { yaml: string }) =>
          save.mutate(values, {
            onSuccess: () => {
              message.success(t('rules.toDraft'))
              onClose()
            },
          })
        }
      >
        <Form.Item
          name="yaml"
          label={t('draft.yaml')}
          extra={t('draft.yamlHint')}
          rules={[{ required: true, whitespace: true, message: t('draft.yamlRequired') }]}
          className="rule-yaml"
        >
          <Input.TextArea rows={16} maxLength={40_000} spellCheck={false} />
        </Form.Item>
      </Form>
      {save.error !== null && <ProblemAlert error={save.error} />}
    </Modal>
  )
}
