import { CheckCircleFilled } from '@ant-design/icons'
import { Alert, Button, Form, Input, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import type { RuleDraft } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { FindingCard } from '../../ui/findings/finding-card.tsx'
import { MarkedText } from '../../ui/findings/marked-text.tsx'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { Tag } from '../../ui/tags.tsx'

type Tried = Output<'rules.try-draft'>
const tones = { allow: 'good', review: 'warn', deny: 'bad' } as const

const Verdict = ({ title, text, result }: { title: string; text: string; result: Tried['before'] }) => {
  const { t } = useTranslation()
  const findings = result.findings.map((finding) => ({ ...finding, field: 'copy' as const }))
  const keyOf = ({ rule, start }: { rule: string; start: number }): string => `${rule} ${start}`
  return (
    <section aria-label={title} className="stack tight">
      <div className="row">
        <h3 className="section-title">{title}</h3>
        <Tag tone={tones[result.decision]}>{t(`tryout.decision.${result.decision}`)}</Tag>
      </div>
      <MarkedText text={text} findings={findings} keyOf={keyOf} />
      <ul className="stack tight">
        {findings.map(({ proof, ...finding }) => (
          <li key={keyOf(finding)}>
            <FindingCard finding={proof === undefined ? finding : { ...finding, proof }} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const Samples = ({ samples }: { samples: Tried['samples'] }) => {
  const { t } = useTranslation()
  const { total, ownFailed, shippedFailed, failures, faults } = samples
  return (
    <div className="stack tight">
      <p className="row">
        <span>{t('tryout.samples', { total })}</span>
        {ownFailed + shippedFailed + faults.length === 0 && (
          <>
            <CheckCircleFilled className="all-clear" aria-hidden="true" />
            {t('tryout.samplesRight')}
          </>
        )}
      </p>
      {ownFailed > 0 && <Alert type="error" showIcon title={t('tryout.ownFailed', { count: ownFailed })} />}
      {shippedFailed > 0 && (
        <Alert type="warning" showIcon title={t('tryout.shippedFailed', { count: shippedFailed })} />
      )}
      <ul className="rule-samples">
        {faults.map(({ rule, text }) => (
          <li key={rule}>
            <code>{rule}</code> {text}
          </li>
        ))}
        {failures.slice(0, 20).map(({ rule, kind, sample }) => (
          <li key={`${rule} ${sample}`}>
            <span className="soft">{t(kind === 'hit' ? 'tryout.missed' : 'tryout.overshot')}</span> {sample}{' '}
            <code className="soft">{rule}</code>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Any text, judged by what is in force and by the draft; every sample is run with it. */
export const TryPanel = ({ draft }: { draft: RuleDraft }) => {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  // A draft that was edited meanwhile is asked again: everything is read anew after a change.
  const tried = useRead('rules.try-draft', { text, advertising: false }, { keepPrevious: true, staleSeconds: 60 })
  const { revision } = draft
  return (
    <section className="panel" data-revision={revision}>
      <h2>{t('tryout.title')}</h2>
      <Form layout="vertical" onFinish={({ typed }: { typed?: string }) => setText((typed ?? '').trim())}>
        <Form.Item name="typed" label={t('tryout.text')}>
          <Input.TextArea rows={2} maxLength={20_000} placeholder={t('tryout.placeholder')} />
        </Form.Item>
        <Button htmlType="submit" loading={tried.isFetching}>
          {t('tryout.check')}
        </Button>
      </Form>
      <div className="stack try-result" aria-live="polite">
        {tried.error !== null && <ProblemAlert error={tried.error} onRetry={() => void tried.refetch()} />}
        {tried.data === undefined && tried.error === null && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
        {tried.data !== undefined && text !== '' && (
          <div className="verdicts">
            <Verdict title={t('tryout.before')} text={text} result={tried.data.before} />
            <Verdict title={t('tryout.after')} text={text} result={tried.data.after} />
          </div>
        )}
        {tried.data !== undefined && <Samples samples={tried.data.samples} />}
      </div>
    </section>
  )
}
