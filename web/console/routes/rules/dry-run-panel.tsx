import { Button, Pagination, Progress, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import type { RuleDraft } from '../../domain.ts'
import { useChange, useRead } from '../../query.ts'
import { GoLink } from '../../ui/go-link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'

type DryRun = NonNullable<RuleDraft['dryRun']>
type Item = Output<'rules.list-dry-run-items'>['items'][number]
const kinds = ['more-stopped', 'fewer-stopped', 'more-reviewed', 'fewer-reviewed'] as const
const pageSize = 10

const countOf = ({ moreStopped, fewerStopped, moreReviewed, fewerReviewed }: DryRun) => ({
  'more-stopped': moreStopped,
  'fewer-stopped': fewerStopped,
  'more-reviewed': moreReviewed,
  'fewer-reviewed': fewerReviewed,
})

const ItemRow = ({ item }: { item: Item }) => {
  const { t } = useTranslation()
  const { materialId, title, before, after, findings, submittedAt } = item
  const because = [...new Set(findings.map(({ excerpt }) => `“${excerpt}”`))].slice(0, 3).join('、')
  return (
    <li>
      <div className="row between">
        <GoLink to={`/materials/${materialId}`}>{title}</GoLink>
        <Tag tone={after === 'deny' ? 'bad' : after === 'review' ? 'warn' : 'good'}>
          {t('dryRun.change', { before: t(`dryRun.decision.${before}`), after: t(`dryRun.decision.${after}`) })}
        </Tag>
      </div>
      <p className="soft">
        <span className="number">{formatMinute(submittedAt)}</span> · {t('dryRun.because')} {because}
      </p>
    </li>
  )
}

const Items = ({ run }: { run: DryRun }) => {
  const { t } = useTranslation()
  const counts = countOf(run)
  const present = kinds.filter((kind) => counts[kind] > 0)
  const [chosen, setChosen] = useState<(typeof kinds)[number] | null>(null)
  const [page, setPage] = useState(1)
  const kind = chosen !== null && present.includes(chosen) ? chosen : (present[0] ?? 'more-stopped')
  const list = useRead('rules.list-dry-run-items', { id: run.id, kind, page, pageSize }, { keepPrevious: true })
  return (
    <section aria-label={t('dryRun.items')} className="stack tight">
      <Segmented
        vertical={false}
        value={kind}
        onChange={(next) => {
          setChosen(next)
          setPage(1)
        }}
        options={present.map((value) => ({ value, label: `${t(`dryRun.kind.${value}`)} ${counts[value]}` }))}
      />
      <Loaded query={list}>
        {({ items, total }) => (
          <>
            <ul className="rule-rows">
              {items.map((item) => (
                <ItemRow key={item.submissionId} item={item} />
              ))}
            </ul>
            {total > pageSize && (
              <Pagination simple current={page} pageSize={pageSize} total={total} onChange={setPage} />
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}

const Result = ({ run }: { run: DryRun }) => {
  const { t } = useTranslation()
  const { moreStopped, fewerStopped, moreReviewed, fewerReviewed, total } = run
  const changed = moreStopped + fewerStopped + moreReviewed + fewerReviewed
  return (
    <>
      <p className="dry-run-answer" aria-live="polite">
        {changed === 0 ? t('dryRun.same', { total }) : t('dryRun.answer', { more: moreStopped, fewer: fewerStopped })}
      </p>
      {moreReviewed + fewerReviewed > 0 && (
        <p>{t('dryRun.answerReviews', { review: moreReviewed, free: fewerReviewed })}</p>
      )}
      {changed > 0 && <Items run={run} />}
    </>
  )
}

/** What the draft would have changed about everything submitted lately. */
export const DryRunPanel = ({ draft }: { draft: RuleDraft }) => {
  const { t } = useTranslation()
  const showProblem = useShowProblem()
  const start = useChange('rules.start-dry-run')
  const cancel = useChange('rules.cancel-dry-run')
  const resume = useChange('rules.resume-dry-run')
  const { dryRun: run, revision } = draft
  const onError = showProblem
  const running = run !== null && run.state === 'running' && !run.stale
  const percent = run === null || run.total === 0 ? 0 : Math.round((run.checked / run.total) * 100)
  return (
    <section className="panel stack tight">
      <h2 className="section-title">{t('dryRun.title')}</h2>
      <p className="soft">{t('dryRun.hint')}</p>
      {run !== null && (
        <div className="row">
          <Tag tone={run.state === 'done' && !run.stale ? 'good' : 'plain'}>{t(`dryRun.state.${run.state}`)}</Tag>
          <span className="number soft">{t('dryRun.progress', { checked: run.checked, total: run.total })}</span>
        </div>
      )}
      {running && <Progress percent={percent} aria-label={t('dryRun.title')} />}
      {run !== null && run.stale && <p className="label-hint">{t('dryRun.stale')}</p>}
      {run !== null && run.state === 'done' && <Result run={run} />}
      <div className="row">
        {!running && (
          <Button loading={start.isPending} onClick={() => start.mutate({ revision }, { onError })}>
            {run === null ? t('dryRun.start') : t('dryRun.again')}
          </Button>
        )}
        {running && <Button onClick={() => cancel.mutate({ id: run.id }, { onError })}>{t('dryRun.cancel')}</Button>}
        {run !== null && run.state === 'cancelled' && !run.stale && (
          <Button onClick={() => resume.mutate({ id: run.id }, { onError })}>{t('dryRun.resume')}</Button>
        )}
      </div>
    </section>
  )
}
