import { Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { purposes } from '../../domain.ts'
import { usePeopleChoice } from './use-people.ts'

/** What is known of a credential besides its value. @param owner the present one, who may have left */
export const CredentialFields = ({ owner }: { owner: { id: string; name: string } | null }) => {
  const { t } = useTranslation()
  const people = usePeopleChoice([owner])
  return (
    <>
      <Form.Item
        name="ownerId"
        label={t('credential.owner')}
        rules={[{ required: true, message: t('credential.ownerRequired') }]}
      >
        <Select showSearch={{ optionFilterProp: 'label' }} options={people} />
      </Form.Item>
      <Form.Item
        name="purposes"
        label={t('linkedApp.purposes')}
        rules={[{ required: true, message: t('linkedApp.purposesRequired') }]}
      >
        <Select mode="multiple" options={purposes.map((value) => ({ value, label: t(`purpose.${value}`) }))} />
      </Form.Item>
      <Form.Item name="scopes" label={t('linkedApp.scopes')} extra={t('linkedApp.scopesHint')}>
        <Select mode="tags" maxCount={30} open={false} suffixIcon={null} />
      </Form.Item>
      <Form.Item name="rotationDays" label={t('credential.rotationDays')} rules={[{ required: true }]}>
        <InputNumber min={1} max={730} precision={0} />
      </Form.Item>
    </>
  )
}

export const CredentialName = () => {
  const { t } = useTranslation()
  return (
    <Form.Item
      name="name"
      label={t('credential.name')}
      extra={t('credential.nameHint')}
      rules={[{ required: true, whitespace: true, message: t('credential.nameRequired') }]}
    >
      <Input maxLength={100} />
    </Form.Item>
  )
}
