import { useParams } from '@tanstack/react-router'
import { Button, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Material } from '../../domain.ts'
import { useChange, useRead } from '../../query.ts'
import { FindingList } from '../../ui/findings/finding-list.tsx'
import { MarkedMaterial } from '../../ui/findings/marked-material.tsx'
import { markOf } from '../../ui/findings/marked-text.tsx'
import { awaitsOpinion, machineFindings, SecondOpinions } from '../../ui/findings/second-opinions.tsx'
import { SeverityCounts, countSeverities } from '../../ui/findings/severity.tsx'
import { useGo } from '../../ui/go-link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { FlowLine } from '../../ui/material/flow-line.tsx'
import { HistoryList } from '../../ui/material/history-list.tsx'
import { MaterialFacts } from '../../ui/material/material-facts.tsx'
import { MaterialOffences } from '../../ui/material/offences.tsx'
import { VersionDifferences } from '../../ui/material/version-differences.tsx'
import { Page, useTitle } from '../../ui/page.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { MaterialStateTag } from '../../ui/tags.tsx'
import { PublicationList } from '../publications/publication-list.tsx'
import { PublishDialog } from '../publications/publish-dialog.tsx'
import { FindingAnswer } from './finding-answer.tsx'
import './material-page.css'


const jumpToMark = (id: string): void => markOf(document, id)?.scrollIntoView({ block: 'center' })

const Basics = ({ material }: { material: Material }) => {
  const { t } = useTranslation()
  const [active, setActive] = useState<string | null>(null)
  const findings = machineFindings(material.findings)
  return (
    <div className="stack">
      <MaterialOffences material={material} />
      <div className="two-sides">
        <section className="panel" aria-label={t('material.copy')}>
          <MarkedMaterial
            material={material}
            active={active}
            heading="h2"
            beside={<SeverityCounts counts={countSeverities(findings)} />}
          />
        </section>
        <div className="stack">
          <FindingList
            findings={findings}
            active={active}
            onJump={({ id }) => {
              setActive(id)
              jumpToMark(id)
            }}
            empty={t(material.state === 'draft' ? 'findings.notYet' : 'findings.clear')}
            answerTo={(finding) => <FindingAnswer materialId={material.id} finding={finding} />}
          />
          <SecondOpinions
            material={material}
            answerTo={(finding) => <FindingAnswer materialId={material.id} finding={finding} />}
          />
        </div>
      </div>
      <section className="panel">
        <h2>{t('material.facts')}</h2>
        <MaterialFacts material={material} />
      </section>
      {material.publications.length > 0 && (
        <section className="panel">
          <h2>{t('nav.publications')}</h2>
          <PublicationList publications={material.publications} mayTakeDown={material.may.takeDown} />
        </section>
      )}
    </div>
  )
}

const Actions = ({ material }: { material: Material }) => {
  const { t } = useTranslation()
  const go = useGo()
  const showProblem = useShowProblem()
  const submit = useChange('content.submit-material')
  const discard = useChange('content.discard-material')
  const [discarding, setDiscarding] = useState(false)
  const [publishing, setPublishing] = useState(false)
  const { id, version, may, reviews, state } = material
  const review = reviews.find((each) => each.state === 'waiting' || each.state === 'claimed')
  return (
    <>
      {may.discard && (
        <Button danger onClick={() => setDiscarding(true)}>
          {t('material.discard')}
        </Button>
      )}
      {may.edit && <Button onClick={() => go(`/materials/${id}/edit`)}>{t('material.edit')}</Button>}
      {may.submit && (
        <Button
          type="primary"
          loading={submit.isPending}
          onClick={() =>
            submit.mutate({ id, version }, { onSuccess: () => go(`/materials/${id}/self-check`), onError: showProblem })
          }
        >
          {t('material.submit')}
        </Button>
      )}
      {may.passSelfCheck && state === 'self-check' && (
        <Button type="primary" onClick={() => go(`/materials/${id}/self-check`)}>
          {t('material.toSelfCheck')}
        </Button>
      )}
      {(may.claim || may.decide) && review !== undefined && (
        <Button type="primary" onClick={() => go(`/reviews/${review.id}`)}>
          {t('material.toReview')}
        </Button>
      )}
      {may.publish && (
        <Button type="primary" onClick={() => setPublishing(true)}>
          {t('material.publish')}
        </Button>
      )}
      <ReasonDialog
        open={discarding}
        title={t('material.discardTitle')}
        label={t('material.discardReason')}
        hint={t('material.discardHint')}
        confirm={t('material.discard')}
        danger
        busy={discard.isPending}
        error={discard.error}
        onConfirm={(reason) => discard.mutate({ id, reason }, { onSuccess: () => setDiscarding(false) })}
        onCancel={() => {
          discard.reset()
          setDiscarding(false)
        }}
      />
      {publishing && <PublishDialog material={material} onClose={() => setPublishing(false)} />}
    </>
  )
}

const MaterialView = ({ material }: { material: Material }) => {
  const { t } = useTranslation()
  useTitle(material.fields.title)
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{material.fields.title}</h1>
          <p className="row">
            <MaterialStateTag state={material.state} />
            {t(`channel.${material.fields.channel}`)} · {material.author.name}（{material.department.name}）
          </p>
        </div>
        <div className="row">
          <Actions material={material} />
        </div>
      </div>
      <Tabs
        destroyOnHidden
        items={[
          { key: 'basics', label: t('material.tab.basics'), children: <Basics material={material} /> },
          {
            key: 'flow',
            label: t('material.tab.flow'),
            children: (
              <section className="panel">
                <FlowLine material={material} />
              </section>
            ),
          },
          {
            key: 'differences',
            label: t('material.tab.differences'),
            children: (
              <section className="panel">
                <VersionDifferences material={material} />
              </section>
            ),
          },
          {
            key: 'history',
            label: t('material.tab.history'),
            children: (
              <section className="panel">
                <HistoryList history={material.history} />
              </section>
            ),
          },
        ]}
      />
    </>
  )
}

/** One material: its text with the findings, its way through the house, its versions and its history. */
export const MaterialPage = () => {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/house/materials/$id' })
  const material = useRead('content.view-material', { id }, { whileWaiting: awaitsOpinion })
  if (material.data === undefined) {
    return (
      <Page title={t('nav.materials')}>
        <Loaded query={material} rows={12}>
          {() => null}
        </Loaded>
      </Page>
    )
  }
  return <MaterialView key={id} material={material.data} />
}
