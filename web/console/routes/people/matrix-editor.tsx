import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../../query.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { type Change, isCell, MatrixGrid } from './matrix-grid.tsx'
import { useChangeText } from './matrix-draft.tsx'
import type { MatrixData } from '../../domain.ts'

/** Drafts a change of the matrix: cells are turned over, then handed in with a reason. */
export const MatrixEditor = ({ matrix, onDone }: { matrix: MatrixData; onDone: () => void }) => {
  const { t } = useTranslation()
  const say = useChangeText(matrix)
  const { message } = App.useApp()
  const [form] = Form.useForm<{ reason: string }>()
  const [changes, setChanges] = useState<readonly Change[]>([])
  const draft = useChange('identity.draft-matrix-change')
  const toggle = (change: Change): void => {
    const others = changes.filter((one) => !isCell(one, change))
    const granted = matrix.grants[change.post]?.includes(change.permission) === true
    setChanges(granted === change.given ? others : [...others, change])
  }
  const submit = ({ reason }: { reason: string }): void => {
    draft.mutate(
      { base: matrix.number, changes: [...changes], reason: reason.trim() },
      {
        onSuccess: () => {
          message.success(t('matrix.drafted'))
          onDone()
        },
      },
    )
  }
  return (
    <div className="stack">
      <p className="soft">{t('matrix.editHint')}</p>
      <MatrixGrid matrix={matrix} drafted={changes} onToggle={toggle} />
      <Form form={form} layout="vertical" className="matrix-form" onFinish={submit}>
        <h3 aria-live="polite">{t('matrix.changes', { count: changes.length })}</h3>
        <ul>
          {changes.map((change) => (
            <li key={change.post + change.permission}>{say(change)}</li>
          ))}
        </ul>
        <Form.Item
          name="reason"
          label={t('matrix.reason')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('common.reasonRequired') }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        {draft.error !== null && <ProblemAlert error={draft.error} />}
        <div className="row">
          <Button type="primary" htmlType="submit" disabled={changes.length === 0} loading={draft.isPending}>
            {t('matrix.submit')}
          </Button>
          <Button onClick={onDone}>{t('common.cancel')}</Button>
        </div>
      </Form>
    </div>
  )
}
