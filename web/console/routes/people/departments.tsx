import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { ProblemAlert, placeIssues } from '../../ui/problem-view.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'

type Department = Output<'identity.list-departments'>['items'][number]
type DepartmentValues = { name: string; headId?: string }

const DepartmentDialog = ({ department, onClose }: { department: Department | null; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<DepartmentValues>()
  const add = useChange('identity.add-department')
  const update = useChange('identity.update-department')
  const people = useRead(
    'identity.list-people',
    { state: 'active', page: 1, pageSize: 100 },
    { enabled: department !== null },
  )
  const problem = add.error ?? update.error
  const submit = ({ name, headId }: DepartmentValues): void => {
    const outcome = {
      onSuccess: () => {
        message.success(t('common.saved'))
        onClose()
      },
      onError: (error: Error) => void placeIssues(form, error),
    }
    if (department === null) add.mutate({ name }, outcome)
    else update.mutate({ id: department.id, name, headId: headId ?? null }, outcome)
  }
  return (
    <Modal
      open
      title={department === null ? t('people.addDepartment') : t('people.editDepartment')}
      okText={t('common.save')}
      okButtonProps={{ loading: add.isPending || update.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={department === null ? {} : { name: department.name, headId: department.head?.id }}
      >
        <Form.Item
          name="name"
          label={t('people.departmentName')}
          rules={[{ required: true, whitespace: true, message: t('setUp.departmentRequired') }]}
        >
          <Input maxLength={50} />
        </Form.Item>
        {department !== null && (
          <Form.Item name="headId" label={t('people.head')} extra={t('people.headHint')}>
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              options={people.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            />
          </Form.Item>
        )}
      </Form>
      {problem !== null && <ProblemAlert error={problem} />}
    </Modal>
  )
}

/** The departments and who leads them. */
export const Departments = () => {
  const { t } = useTranslation()
  const may = useMay()
  const manage = may('identity.manage-people')
  const departments = useRead('identity.list-departments', {})
  const [editing, setEditing] = useState<Department | 'new' | null>(null)
  return (
    <section className="panel">
      {manage && (
        <div className="row query-table-tools">
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
            {t('people.addDepartment')}
          </Button>
        </div>
      )}
      <Loaded query={departments}>
        {({ items }) => (
          <ScrollBox label={t('people.tabDepartments')}>
            <table className="figures is-text">
              <thead>
                <tr>
                  <th scope="col">{t('people.departmentName')}</th>
                  <th scope="col">{t('people.head')}</th>
                  <th scope="col">{t('people.count')}</th>
                  {manage && <th scope="col">{t('table.action')}</th>}
                </tr>
              </thead>
              <tbody>
                {items.map((department) => (
                  <tr key={department.id}>
                    <th scope="row">{department.name}</th>
                    <td>{department.head?.name ?? t('people.noHead')}</td>
                    <td className="number">{department.people}</td>
                    {manage && (
                      <td>
                        <Button
                          size="small"
                          aria-label={t('people.editTitle', { name: department.name })}
                          onClick={() => setEditing(department)}
                        >
                          {t('people.edit')}
                        </Button>
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        )}
      </Loaded>
      {editing !== null && (
        <DepartmentDialog department={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </section>
  )
}
