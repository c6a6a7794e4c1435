import { App, Form, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Input } from '../../api.ts'
import type { Credential } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { ProblemAlert, placeIssues } from '../../ui/problem-view.tsx'
import { CredentialFields, CredentialName } from './credential-fields.tsx'

type Values = Omit<Input<'accounts.update-credential'>, 'id'>

/** Changes what is known of a credential; its value stays. */
export const EditCredential = ({ credential, onClose }: { credential: Credential; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const update = useChange('accounts.update-credential')
  const { id, name, owner, purposes, scopes, rotationDays } = credential
  return (
    <Modal
      open
      title={t('credential.editTitle', { name })}
      okText={t('common.save')}
      okButtonProps={{ loading: update.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name, ownerId: owner.id, purposes, scopes, rotationDays }}
        onFinish={(values) =>
          update.mutate(
            { id, ...values },
            {
              onSuccess: () => {
                message.success(t('common.saved'))
                onClose()
              },
              onError: (error: Error) => void placeIssues(form, error),
            },
          )
        }
      >
        <CredentialName />
        <CredentialFields owner={owner} />
      </Form>
      {update.error !== null && <ProblemAlert error={update.error} />}
    </Modal>
  )
}
