import { App, Button, Form, Input, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { categories } from '../../../../src/screening/types.ts'
import type { CompanyTerm } from '../../domain.ts'
import { severities } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'

/** What the form holds; what is empty is left to the default. */
type Values = Partial<CompanyTerm> & Pick<CompanyTerm, 'term' | 'effect'>

const longest = 24

const filled = <Value,>(value: Value | undefined): value is Value =>
  value !== undefined && value !== null && String(value).trim() !== ''

const termOf = ({ term, effect, category, severity, why, advice }: Values): CompanyTerm => ({
  term: term.trim(),
  effect,
  // What an allowed term excuses has a reason of its own; it needs none of these.
  ...(effect === 'deny' && filled(category) ? { category } : {}),
  ...(effect === 'deny' && filled(severity) ? { severity } : {}),
  ...(effect === 'deny' && filled(why) ? { why: why.trim() } : {}),
  ...(effect === 'deny' && filled(advice) ? { advice: advice.trim() } : {}),
})

/** Adds a term to the draft, or changes or removes one. */
export const TermDialog = ({ term, onClose }: { term: CompanyTerm | null; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const save = useChange('rules.save-term')
  const remove = useChange('rules.remove-term')
  const effect = Form.useWatch('effect', form) ?? term?.effect ?? 'deny'
  const done = (text: string) => ({
    onSuccess: () => {
      message.success(text)
      onClose()
    },
  })
  const error = save.error ?? remove.error
  return (
    <Modal
      open
      title={term === null ? t('rules.termAdd') : t('rules.termEdit')}
      onCancel={onClose}
      footer={[
        term !== null && (
          <Button
            key="remove"
            danger
            loading={remove.isPending}
            onClick={() => remove.mutate({ term: term.term }, done(t('rules.termRemoved')))}
          >
            {t('rules.termRemove')}
          </Button>
        ),
        <Button key="cancel" onClick={onClose}>
          {t('common.cancel')}
        </Button>,
        <Button key="save" type="primary" loading={save.isPending} onClick={() => form.submit()}>
          {t('common.save')}
        </Button>,
      ]}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={term ?? { effect: 'deny', severity: 'block' }}
        onFinish={(values: Values) =>
          save.mutate(
            { ...termOf(values), ...(term === null ? {} : { replaces: term.term }) },
            done(t('rules.toDraft')),
          )
        }
      >
        <Form.Item
          name="term"
          label={t('rules.term')}
          rules={[{ required: true, whitespace: true, message: t('rules.termRequired') }]}
        >
          <Input maxLength={longest} showCount autoFocus />
        </Form.Item>
        <Form.Item name="effect" label={t('rules.effectLabel')} extra={t(`rules.effectHint.${effect}`)}>
          <Radio.Group
            optionType="button"
            options={[
              { value: 'deny', label: t('rules.effect.deny') },
              { value: 'allow', label: t('rules.effect.allow') },
            ]}
          />
        </Form.Item>
        <Form.Item name="category" label={t('rules.category')} hidden={effect === 'allow'}>
          <Select allowClear options={categories.map((value) => ({ value, label: t(`category.${value}`) }))} />
        </Form.Item>
        <Form.Item name="severity" label={t('rules.severity')} hidden={effect === 'allow'}>
          <Select options={severities.map((value) => ({ value, label: t(`severity.${value}`) }))} />
        </Form.Item>
        <Form.Item name="why" label={t('rules.why')} extra={t('rules.defaultWhy')} hidden={effect === 'allow'}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Form.Item name="advice" label={t('rules.advice')} extra={t('rules.defaultAdvice')} hidden={effect === 'allow'}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
      {error !== null && <ProblemAlert error={error} />}
    </Modal>
  )
}
