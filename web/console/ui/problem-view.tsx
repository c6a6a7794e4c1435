import { Alert, App, Button } from 'antd'
import type { FormInstance } from 'antd'
import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem, noAnswer, unreadableAnswer } from '../api.ts'

/** The sentence of a problem, in the reader's language. */
const useProblemSentence = (): ((error: unknown) => { title: string; detail: string }) => {
  const { t } = useTranslation()
  return (error) => {
    if (!(error instanceof ApiProblem)) return { title: t('problem.defect'), detail: t('problem.defectDetail') }
    const { code, title, detail } = error.document
    if (code === noAnswer) return { title: t('problem.noAnswer'), detail: t('problem.noAnswerDetail') }
    if (code === unreadableAnswer) return { title: t('problem.unreadable'), detail: t('problem.unreadableDetail') }
    return { title: title ?? t('problem.defect'), detail: detail ?? '' }
  }
}

/** What went wrong, why by which law, and the id to quote. */
const ProblemBody = ({ error, detail }: { error: unknown; detail: string }) => {
  const { t } = useTranslation()
  const { reasons = [], issues = [], id } = error instanceof ApiProblem ? error.document : {}
  const [first] = reasons
  const isSaidByReasons = first !== undefined && detail.includes(first.text)
  return (
    <div className="stack tight">
      {detail !== '' && !isSaidByReasons && <p>{detail}</p>}
      {reasons.length > 0 && (
        <ul className="stack tight" aria-label={t('problem.reasons')}>
          {reasons.map(({ code, text, law }) => (
            <li key={code + text}>
              {reasons.length > 1 ? `· ${text}` : text}
              {law !== undefined && <span className="soft">（{law}）</span>}
            </li>
          ))}
        </ul>
      )}
      {issues.length > 0 && (
        <ul className="stack tight" aria-label={t('problem.issues')}>
          {issues.map(({ path, message }) => (
            <li key={path + message}>· {path === '' ? message : `${path}：${message}`}</li>
          ))}
        </ul>
      )}
      {id !== undefined && <p className="soft">{t('problem.quote', { id })}</p>}
    </div>
  )
}

type ProblemAlertProps = {
  error: unknown
  /** Says what was tried, where the server's title would say less. */
  heading?: string
  onRetry?: () => void
}

/** A problem shown where it happened, with a way to try again. */
export const ProblemAlert = ({ error, heading, onRetry }: ProblemAlertProps) => {
  const { t } = useTranslation()
  const sentence = useProblemSentence()
  const { title, detail } = sentence(error)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Its answer, a promise in newer browsers, must not become the effect's clean-up.
    void place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div ref={place} className="problem">
      <Alert
        type="error"
        showIcon
        role="alert"
        title={heading ?? title}
        description={<ProblemBody error={error} detail={detail} />}
        action={onRetry === undefined ? undefined : <Button onClick={onRetry}>{t('common.retry')}</Button>}
      />
    </div>
  )
}

/** Says a problem in a dialog that stays until it is closed: for actions that have no form of their own. */
export const useShowProblem = (): ((error: unknown) => void) => {
  const { modal } = App.useApp()
  const sentence = useProblemSentence()
  const { t } = useTranslation()
  return useCallback(
    (error: unknown) => {
      if (error instanceof ApiProblem && error.document.code === 'session.required') return
      const { title, detail } = sentence(error)
      modal.error({ title, content: <ProblemBody error={error} detail={detail} />, okText: t('common.understood') })
    },
    [modal, sentence, t],
  )
}

/** Puts the server's issues at the fields that they are about; whether it placed all of them. */
export const placeIssues = (form: FormInstance, error: unknown): boolean => {
  const issues = error instanceof ApiProblem ? (error.document.issues ?? []) : []
  const known = Object.keys(form.getFieldsValue() as object)
  const placed = issues.filter(({ path }) => known.includes(path))
  form.setFields(placed.map(({ path, message }) => ({ name: path, errors: [message] })))
  return issues.length > 0 && placed.length === issues.length
}
