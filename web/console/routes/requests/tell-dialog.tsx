import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import type { RequestDetail } from '../../domain.ts'
import { provenCall, useChange } from '../../query.ts'
import { useMay } from '../../session.ts'
import { Facts } from '../../ui/facts.tsx'
import { ProblemAlert, useShowProblem } from '../../ui/problem-view.tsx'
import { OpenedWatermark } from '../../ui/watermark.tsx'
import { formatLastDay } from '../../ui/time.ts'

const ways = ['phone', 'letter', 'mail', 'visit'] as const

type Values = { way: (typeof ways)[number]; note: string }

type TellDialogProps = { request: RequestDetail; news: RequestDetail['news'][number]; onClose: () => void }

/** Enters how a colleague told the person; of somebody who was erased it shows where they can be reached. */
export const TellDialog = ({ request, news, onClose }: TellDialogProps) => {
  const { t } = useTranslation()
  const may = useMay()
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const [form] = Form.useForm<Values>()
  // Kept nowhere but here: it is gone when the dialog closes.
  const [contact, setContact] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const tell = useChange('requests.note-told')
  if (!may('requests.handle')) return null
  const open = async (): Promise<void> => {
    setBusy(true)
    try {
      setContact((await provenCall(() => call('requests.open-contact', { id: request.id }))).value)
    } catch (error) {
      showProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={t('request.news.tell')}
      okText={t('request.news.tell')}
      okButtonProps={{ loading: tell.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={({ way, note }: Values) =>
          tell.mutate(
            { news: news.id, way, note: note.trim() },
            {
              onSuccess: () => {
                message.success(t('request.news.toldDone'))
                onClose()
              },
            },
          )
        }
      >
        <div className="stack tight request-say">
          <p>{t(`request.news.say.${news.about}`, { day: formatLastDay(request.due.at) })}</p>
          {news.about === 'question' && request.question !== null && <strong className="request-text">{request.question}</strong>}
          <p className="soft">{t(request.opensContact ? 'request.news.contactErased' : 'request.news.contactOnFile')}</p>
        </div>
        {request.opensContact && contact === null && (
          <Button className="request-say" loading={busy} onClick={() => void open()}>
            {t('request.news.openContact')}
          </Button>
        )}
        {contact !== null && (
          <>
            <OpenedWatermark onTampered={() => setContact(null)} />
            <Facts items={[{ label: t('request.contactKind'), value: <strong className="number">{contact}</strong> }]} />
          </>
        )}
        <Form.Item name="way" label={t('request.news.wayTitle')} rules={[{ required: true, message: t('request.required') }]}>
          <Select options={ways.map((value) => ({ value, label: t(`request.news.way.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="note"
          label={t('request.news.note')}
          extra={t('request.news.noteHint')}
          rules={[{ required: true, min: 4, whitespace: true, message: t('request.noteRequired') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
      {tell.error !== null && <ProblemAlert error={tell.error} />}
    </Modal>
  )
}
