import { App, Checkbox, Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RuleView, Severity } from '../../domain.ts'
import { severities } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'

type Values = { off: boolean; severity: Severity; why: string; advice: string; reason: string }

type ChangeRuleDialogProps = { rule: RuleView; onClose: () => void; onChanged: () => void }

/** Switches a shipped rule off, or changes how grave it is and what it says. */
export const ChangeRuleDialog = ({ rule, onClose, onChanged }: ChangeRuleDialogProps) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const change = useChange('rules.change-rule')
  const off = Form.useWatch('off', form) ?? rule.origin === 'off'
  const save = ({ off: isOff, severity, why, advice, reason }: Values): void => {
    const input = isOff
      ? { rule: rule.id, off: true, reason: reason.trim() }
      : { rule: rule.id, off: false, severity, why: why.trim(), advice: advice.trim(), reason: reason.trim() }
    change.mutate(input, {
      onSuccess: () => {
        message.success(t('rules.toDraft'))
        onChanged()
      },
    })
  }
  return (
    <Modal
      open
      title={t('rules.changeTitle')}
      okText={t('common.save')}
      okButtonProps={{ loading: change.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={save}
        initialValues={{
          off: rule.origin === 'off',
          severity: rule.severity,
          why: rule.why,
          advice: rule.advice,
          reason: rule.reason ?? '',
        }}
      >
        <p className="soft">
          {rule.id} · {t('rules.changeHint')}
        </p>
        <Form.Item name="off" valuePropName="checked">
          <Checkbox>{t('rules.off')}</Checkbox>
        </Form.Item>
        <Form.Item name="severity" label={t('rules.severity')} hidden={off}>
          <Select options={severities.map((value) => ({ value, label: t(`severity.${value}`) }))} />
        </Form.Item>
        <Form.Item name="why" label={t('rules.why')} hidden={off} rules={[{ required: !off, whitespace: true }]}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        <Form.Item name="advice" label={t('rules.advice')} hidden={off} rules={[{ required: !off, whitespace: true }]}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('rules.changeReason')}
          rules={[{ required: true, whitespace: true, message: t('common.reasonRequired') }]}
        >
          <Input.TextArea rows={2} maxLength={500} showCount />
        </Form.Item>
      </Form>
      {change.error !== null && <ProblemAlert error={change.error} />}
    </Modal>
  )
}
