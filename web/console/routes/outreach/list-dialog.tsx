import { App, Input, Modal, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange } from '../../query.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'

const most = 10_000
const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi

/** Brings ids of customers into an audience, pasted from wherever they stand. */
export const ListDialog = ({ audience, onClose }: { audience: Output<'outreach.list-audiences'>['items'][number]; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [text, setText] = useState('')
  const [replace, setReplace] = useState(false)
  const bring = useChange('outreach.bring-list')
  const people = [...new Set((text.match(uuid) ?? []).map((id) => id.toLowerCase()))]
  return (
    <Modal
      open
      title={t('outreach.bringListFor', { name: audience.name })}
      okText={t('outreach.bringListNow', { count: people.length })}
      okButtonProps={{ loading: bring.isPending, disabled: people.length === 0 || people.length > most }}
      onOk={() =>
        bring.mutate(
          { id: audience.id, people, replace },
          {
            onSuccess: ({ added, unknown, total }) => {
              message.success(t('outreach.brought', { added, unknown, total }))
              onClose()
            },
          },
        )
      }
      onCancel={onClose}
    >
      <div className="stack">
        <p className="soft">{t('outreach.bringListHint')}</p>
        <Input.TextArea rows={8} value={text} aria-label={t('outreach.person')} onChange={(event) => setText(event.target.value)} />
        <div className="row">
          <Switch id="outreach-replace" checked={replace} onChange={setReplace} />
          <label htmlFor="outreach-replace">{t('outreach.replaceList')}</label>
        </div>
        {people.length > most && <p role="alert">{t('outreach.tooManyIds')}</p>}
        {bring.error !== null && <ProblemAlert error={bring.error} />}
      </div>
    </Modal>
  )
}
