import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attachment, StoredFinding } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { useMe } from '../../session.ts'
import { AttachmentInput, AttachmentList } from '../../ui/material/attachments.tsx'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { useDraft } from '../../ui/use-draft.ts'

type AnswerValues = { reason: string; text?: string; attachments?: Attachment[] }

/** What the author said about a finding, and what a reviewer overruled. */
export const FindingAnswer = ({ materialId, finding }: { materialId: string; finding: StoredFinding }) => {
  const { t } = useTranslation()
  const { answer, overrule } = finding
  return (
    <>
      {answer !== null && (
        <div className="finding-answer">
          <p className="soft">{t('answer.given')}</p>
          <p className="prose">{answer.reason}</p>
          {answer.evidence.text !== undefined && answer.evidence.text !== '' && (
            <p className="prose">
              <span className="soft">{t('answer.evidence')}：</span>
              {answer.evidence.text}
            </p>
          )}
          {answer.evidence.attachments.length > 0 && (
            <AttachmentList materialId={materialId} attachments={answer.evidence.attachments} />
          )}
        </div>
      )}
      {overrule !== null && (
        <div className="finding-answer">
          <p className="soft">{t('answer.overruled')}</p>
          <p className="prose">{overrule.reason}</p>
        </div>
      )}
    </>
  )
}

/** The author answers a finding: why it may stay, and what proves it. */
export const AnswerForm = ({ materialId, finding }: { materialId: string; finding: StoredFinding }) => {
  const { t } = useTranslation()
  const me = useMe()
  const draft = useDraft<AnswerValues>(`${me.id}.answer.${finding.id}`)
  const answer = useChange('content.answer-finding')
  const [open, setOpen] = useState(finding.answer === null)
  if (!open) {
    return (
      <>
        <FindingAnswer materialId={materialId} finding={finding} />
        <Button onClick={() => setOpen(true)}>{t('answer.change')}</Button>
      </>
    )
  }
  const before: AnswerValues | undefined =
    finding.answer === null
      ? undefined
      : {
          reason: finding.answer.reason,
          attachments: finding.answer.evidence.attachments,
          ...(finding.answer.evidence.text === undefined ? {} : { text: finding.answer.evidence.text }),
        }
  const save = ({ reason, text, attachments = [] }: AnswerValues): void => {
    const evidence = { attachments, ...(text === undefined || text.trim() === '' ? {} : { text: text.trim() }) }
    answer.mutate(
      { materialId, findingId: finding.id, reason: reason.trim(), evidence },
      {
        onSuccess: () => {
          draft.drop()
          setOpen(false)
        },
      },
    )
  }
  return (
    <Form<AnswerValues>
      name={`answer-${finding.id}`}
      layout="vertical"
      className="finding-answer"
      initialValues={draft.found ?? before ?? {}}
      onValuesChange={(_changed, values: AnswerValues) => draft.keep(values)}
      onFinish={save}
    >
      <Form.Item
        name="reason"
        label={t('answer.reason')}
        rules={[{ required: true, whitespace: true, message: t('answer.reasonRequired') }]}
      >
        <Input.TextArea rows={2} maxLength={1000} placeholder={t('answer.reasonHint')} />
      </Form.Item>
      <Form.Item name="text" label={t('answer.evidenceText')}>
        <Input.TextArea rows={2} maxLength={1000} placeholder={finding.proof ?? t('answer.evidenceHint')} />
      </Form.Item>
      <Form.Item name="attachments" label={t('answer.evidenceFiles')}>
        <AttachmentInput materialId={materialId} />
      </Form.Item>
      {answer.error !== null && <ProblemAlert error={answer.error} />}
      <div className="row">
        <Button type="primary" ghost htmlType="submit" loading={answer.isPending}>
          {t('answer.save')}
        </Button>
        {finding.answer !== null && <Button onClick={() => setOpen(false)}>{t('common.cancel')}</Button>}
      </div>
    </Form>
  )
}
