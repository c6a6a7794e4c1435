import { Form, Input } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { lengthOf, missingIn } from './password-checklist.ts'
import { PasswordChecks } from './password-checks.tsx'
import { type PasswordOwner, usePasswordJudgement } from './use-password-judgement.ts'

type NewPasswordProps = { name?: string; owner?: PasswordOwner; busy: boolean }

const noOwner: PasswordOwner = {}

/** A new password, twice, with the rules ticked off while it is typed. */
export const NewPasswordFields = ({ name = 'password', owner = noOwner, busy }: NewPasswordProps) => {
  const { t } = useTranslation()
  const checksId = useId()
  const password: unknown = Form.useWatch(name)
  const typed = typeof password === 'string' ? password : ''
  const { latest, isCurrent } = usePasswordJudgement(typed, owner, busy)
  const { minimum, maximum } = lengthOf(latest)
  return (
    <>
      <Form.Item
        name={name}
        label={t('password.new')}
        extra={<PasswordChecks id={checksId} typed={typed} latest={latest} isCurrent={isCurrent} />}
        rules={[
          { required: true, message: t('password.required') },
          {
            validator: (_rule, value: unknown) =>
              typeof value === 'string' && value !== '' && missingIn(value, minimum).length > 0
                ? Promise.reject(new Error(t('password.weak')))
                : Promise.resolve(),
            validateTrigger: 'onSubmit',
          },
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={maximum} aria-describedby={checksId} />
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
        <Input.Password autoComplete="new-password" maxLength={maximum} />
      </Form.Item>
    </>
  )
}
