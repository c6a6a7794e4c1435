import { App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChange } from '../../query.ts'
import { useMe } from '../../session.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { NewPasswordFields } from '../sign-in/new-password.tsx'
import { PasswordTerm } from './password-term.tsx'

/** Changes the reader's password. */
export const PasswordPanel = () => {
  const { t } = useTranslation()
  const me = useMe()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ current: string; next: string }>()
  const change = useChange('identity.change-password')
  return (
    <section className="panel">
      <h2>{t('me.password')}</h2>
      <PasswordTerm />
      <Form
        form={form}
        layout="vertical"
        onFinish={({ current, next }) =>
          change.mutate(
            { current, next },
            {
              onSuccess: () => {
                form.resetFields()
                message.success(t('me.passwordChanged'))
              },
            },
          )
        }
      >
        {/* Tells password managers whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={me.loginName} readOnly hidden />
        <Form.Item
          name="current"
          label={t('me.currentPassword')}
          rules={[{ required: true, message: t('signIn.passwordRequired') }]}
        >
          <Input.Password autoComplete="current-password" maxLength={128} />
        </Form.Item>
        <NewPasswordFields name="next" busy={change.isPending} />
        {change.error !== null && (
          <Form.Item>
            <ProblemAlert error={change.error} />
          </Form.Item>
        )}
        <Button htmlType="submit" loading={change.isPending}>
          {t('me.changePassword')}
        </Button>
      </Form>
    </section>
  )
}
