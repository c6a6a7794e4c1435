import { Alert, App, Button, Tabs } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Material, QueueItem, StoredFinding } from '../../domain.ts'
import { useChange, useRead } from '../../query.ts'
import { useMe } from '../../session.ts'
import { MarkedMaterial } from '../../ui/findings/marked-material.tsx'
import { markOf } from '../../ui/findings/marked-text.tsx'
import { awaitsOpinion } from '../../ui/findings/second-opinions.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { FlowLine } from '../../ui/material/flow-line.tsx'
import { HistoryList } from '../../ui/material/history-list.tsx'
import { MaterialFacts } from '../../ui/material/material-facts.tsx'
import { VersionDifferences } from '../../ui/material/version-differences.tsx'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { RemainingTime } from '../../ui/remaining-time.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { useKeys } from '../../ui/use-keys.ts'
import { ReviewFindings } from './review-findings.tsx'


type DecisionProps = { item: QueueItem; material: Material; onDecided: () => void }

/** The text, what the machine found, and the two decisions. */
const Decision = ({ item, material, onDecided }: DecisionProps) => {
  const { t } = useTranslation()
  const me = useMe()
  const { message } = App.useApp()
  const { reviewId, level } = item
  const draft = useDraft<Record<string, string>>(`${me.id}.overrule.${reviewId}`)
  const [overrules, setOverrules] = useState<Record<string, string>>(draft.found ?? {})
  const [returning, setReturning] = useState(false)
  const approve = useChange('content.approve-review')
  const giveBack = useChange('content.return-review')
  const release = useChange('content.release-review')
  const problem = useRef<HTMLDivElement>(null)
  const { digest, may } = material
  const [active, setActive] = useState<string | null>(null)

  const write = (findingId: string, reason: string): void => {
    const next = { ...overrules, [findingId]: reason }
    setOverrules(next)
    draft.keep(next)
  }
  const decide = (): void => {
    const given = Object.entries(overrules)
      .filter(([, reason]) => reason.trim() !== '')
      .map(([findingId, reason]) => ({ findingId, reason: reason.trim() }))
    approve.mutate(
      { reviewId, digest, overrules: given },
      {
        onSuccess: () => {
          draft.drop()
          message.success(t(level === 'legal' ? 'reviews.approvedLegal' : 'reviews.approvedDepartment'))
          onDecided()
        },
        onError: () => problem.current?.scrollIntoView({ block: 'center' }),
      },
    )
  }
  useKeys(may.decide ? { a: decide, r: () => setReturning(true) } : {})
  const jump = (finding: StoredFinding): void => {
    setActive(finding.id)
    markOf(document, finding.id)?.scrollIntoView({ block: 'center' })
  }
  return (
    <div className="stack">
      <div className="two-sides">
        <section className="panel" aria-label={t('material.copy')}>
          <MarkedMaterial material={material} active={active} heading="h3" />
        </section>
        <ReviewFindings
          material={material}
          level={level}
          mayDecide={may.decide}
          overrules={overrules}
          active={active}
          onJump={jump}
          onWrite={write}
        />
      </div>
      <div ref={problem}>{approve.error !== null && <ProblemAlert error={approve.error} />}</div>
      {release.error !== null && <ProblemAlert error={release.error} />}
      {may.decide && (
        <div className="action-bar review-actions">
          <Button loading={release.isPending} onClick={() => release.mutate({ reviewId })}>
            {t('reviews.release')}
          </Button>
          <Button danger onClick={() => setReturning(true)} aria-keyshortcuts="r">
            {t('reviews.return')} <kbd aria-hidden="true">R</kbd>
          </Button>
          <Button type="primary" loading={approve.isPending} onClick={decide} aria-keyshortcuts="a">
            {t('reviews.approve')} <kbd aria-hidden="true">A</kbd>
          </Button>
        </div>
      )}
      <ReasonDialog
        open={returning}
        title={t('reviews.returnTitle')}
        label={t('reviews.returnReason')}
        hint={t('reviews.returnHint')}
        confirm={t('reviews.return')}
        danger
        busy={giveBack.isPending}
        error={giveBack.error}
        onCancel={() => {
          giveBack.reset()
          setReturning(false)
        }}
        onConfirm={(reason) =>
          giveBack.mutate(
            { reviewId, reason },
            {
              onSuccess: () => {
                setReturning(false)
                message.success(t('reviews.returned'))
                onDecided()
              },
            },
          )
        }
      />
    </div>
  )
}

/** Takes the review for whoever opens it, once, when nobody has it yet. */
const useClaimOnOpen = ({ reviewId, claimedBy }: QueueItem, material: Material | undefined) => {
  const claim = useChange('content.claim-review')
  const asked = useRef(false)
  const free = claimedBy === null && material?.may.claim === true
  const { mutate } = claim
  useEffect(() => {
    if (!free || asked.current) return
    asked.current = true
    mutate({ reviewId })
  }, [free, mutate, reviewId])
  return claim
}

/** One review, opened and thereby claimed. */
export const ReviewDesk = ({ item, onDecided }: { item: QueueItem; onDecided: () => void }) => {
  const { t } = useTranslation()
  const me = useMe()
  const material = useRead('content.view-material', { id: item.material.id }, { whileWaiting: awaitsOpinion })
  const claim = useClaimOnOpen(item, material.data)
  const { claimedBy, notForMe, level, dueAt, author, version, material: subject } = item
  return (
    <article className="stack" aria-label={subject.title}>
      <header className="panel row between">
        <div>
          <h2 className="card-title">{subject.title}</h2>
          <p className="soft">
            {t(`level.${level}`)} · {t(`channel.${subject.channel}`)} · {author.name} ·{' '}
            {t('material.versionNumber', { number: version })}
          </p>
        </div>
        <RemainingTime dueAt={dueAt} />
      </header>
      {claim.error !== null && <ProblemAlert error={claim.error} />}
      {notForMe && <Alert type="warning" showIcon title={t('reviews.notForMe')} />}
      {claimedBy !== null && claimedBy.id !== me.id && (
        <Alert type="warning" showIcon title={t('reviews.claimedByOther', { name: claimedBy.name })} />
      )}
      <Loaded query={material} rows={12}>
        {(data) => (
          <Tabs
            items={[
              {
                key: 'decide',
                label: t('reviews.tabDecide'),
                children: <Decision item={item} material={data} onDecided={onDecided} />,
              },
              {
                key: 'differences',
                label: t('material.tab.differences'),
                children: (
                  <section className="panel">
                    <VersionDifferences material={data} />
                  </section>
                ),
              },
              {
                key: 'facts',
                label: t('material.tab.basics'),
                children: (
                  <section className="panel">
                    <MaterialFacts material={data} />
                  </section>
                ),
              },
              {
                key: 'flow',
                label: t('material.tab.flow'),
                children: (
                  <section className="panel">
                    <FlowLine material={data} />
                  </section>
                ),
              },
              {
                key: 'history',
                label: t('material.tab.history'),
                children: (
                  <section className="panel">
                    <HistoryList history={data.history} />
                  </section>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </article>
  )
}
