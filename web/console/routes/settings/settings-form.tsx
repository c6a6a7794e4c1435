import { App, Button, Form } from 'antd'
import type { FormInstance } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { placeIssues, ProblemAlert } from '../../ui/problem-view.tsx'
import './settings.css'

type SettingsFormProps<Values> = {
  form: FormInstance<Values>
  initialValues: Partial<Values>
  change: { error: Error | null; isPending: boolean }
  /** Saves; the callbacks say on screen how it went. */
  onSave: (values: Values, said: { onSuccess: () => void; onError: (error: unknown) => void }) => void
  children: ReactNode
}

/** A form of settings: fields, what the server has against them, one button. */
export const SettingsForm = <Values,>({ form, initialValues, change, onSave, children }: SettingsFormProps<Values>) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={initialValues}
      onFinish={(values: Values) =>
        onSave(values, {
          onSuccess: () => void message.success(t('common.saved')),
          onError: (error) => void placeIssues(form, error),
        })
      }
    >
      {children}
      {change.error !== null && (
        <Form.Item>
          <ProblemAlert error={change.error} />
        </Form.Item>
      )}
      <Button htmlType="submit" loading={change.isPending}>
        {t('common.save')}
      </Button>
    </Form>
  )
}
