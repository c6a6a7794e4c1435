import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { missingIn, passwordMaximum, passwordMinimum } from './password-form.ts'

/** A new password, twice, with what is still missing said while typing. */
export const NewPasswordFields = ({ name = 'password' }: { name?: string }) => {
  const { t } = useTranslation()
  const password: unknown = Form.useWatch(name)
  const typed = typeof password === 'string' ? password : ''
  const missing = missingIn(typed)
  const hint =
    typed === ''
      ? t('password.demands', { count: passwordMinimum })
      : missing.length === 0
        ? t('password.good')
        : t('password.missing', {
            list: missing.map((each) => t(`password.part.${each}`, { count: passwordMinimum })).join('、'),
          })
  return (
    <>
      <Form.Item
        name={name}
        label={t('password.new')}
        extra={<span aria-live="polite">{hint}</span>}
        rules={[
          { required: true, message: t('password.required') },
          {
            validator: (_rule, value: unknown) =>
              typeof value === 'string' && value !== '' && missingIn(value).length > 0
                ? Promise.reject(new Error(t('password.weak')))
                : Promise.resolve(),
            validateTrigger: 'onSubmit',
          },
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={passwordMaximum} />
      </Form.Item>
      <Form.Item
        name="repeated"
        label={t('password.repeat')}
        dependencies={[name]}
        rules={[
          { required: true, message: t('password.repeatRequired') },
          ({ getFieldValue }) => ({
            validator: (_rule, value: unknown) =>
              value === undefined || value === '' || value === getFieldValue(name)
                ? Promise.resolve()
                : Promise.reject(new Error(t('password.different'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={passwordMaximum} />
      </Form.Item>
    </>
  )
}
