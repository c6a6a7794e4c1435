import { useParams } from '@tanstack/react-router'
import { Alert, App, Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Material, StoredFinding } from '../../domain.ts'
import { useChange, useRead } from '../../query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FindingList } from '../../ui/findings/finding-list.tsx'
import { MarkedMaterial } from '../../ui/findings/marked-material.tsx'
import { markOf } from '../../ui/findings/marked-text.tsx'
import { awaitsOpinion, machineFindings, SecondOpinions } from '../../ui/findings/second-opinions.tsx'
import { useGo } from '../../ui/go-link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { MaterialStateTag } from '../../ui/tags.tsx'
import { AnswerForm } from './finding-answer.tsx'
import './material-page.css'


const SelfCheck = ({ material }: { material: Material }) => {
  const { t } = useTranslation()
  const go = useGo()
  const { message } = App.useApp()
  const text = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<string | null>(null)
  const pass = useChange('content.pass-self-check')
  const { id, state, findings } = material
  if (state !== 'self-check') {
    return (
      <EmptyState
        title={t('selfCheck.notNow')}
        hint={<MaterialStateTag state={state} />}
        action={<Button onClick={() => go(`/materials/${id}`)}>{t('selfCheck.toMaterial')}</Button>}
      />
    )
  }
  const open = findings.filter(({ severity, answer }) => severity !== 'note' && answer === null).length
  const jump = (finding: StoredFinding): void => {
    setActive(finding.id)
    if (text.current !== null) markOf(text.current, finding.id)?.scrollIntoView({ block: 'center' })
  }
  return (
    <div className="stack">
      {open > 0 ? (
        <Alert
          type="warning"
          showIcon
          title={t('selfCheck.open', { count: open })}
          description={t('selfCheck.openHint')}
        />
      ) : (
        <Alert type="success" showIcon title={t('selfCheck.ready')} description={t('selfCheck.readyHint')} />
      )}
      <div className="two-sides">
        <section className="panel" ref={text} aria-label={t('material.copy')}>
          <MarkedMaterial material={material} active={active} heading="h2" />
        </section>
        <div className="stack">
          <FindingList
            findings={machineFindings(findings)}
            active={active}
            onJump={jump}
            empty={t('findings.clear')}
            answerTo={(finding) => finding.severity !== 'note' && <AnswerForm materialId={id} finding={finding} />}
          />
          <SecondOpinions
            material={material}
            answerTo={(finding) => <AnswerForm materialId={id} finding={finding} />}
          />
        </div>
      </div>
      {pass.error !== null && <ProblemAlert error={pass.error} />}
      <div className="action-bar">
        <Button onClick={() => go(`/materials/${id}/edit`)}>{t('selfCheck.backToEdit')}</Button>
        <Button
          type="primary"
          disabled={open > 0}
          loading={pass.isPending}
          onClick={() =>
            pass.mutate(
              { id },
              {
                onSuccess: () => {
                  message.success(t('selfCheck.passed'))
                  go(`/materials/${id}`)
                },
              },
            )
          }
        >
          {t('selfCheck.pass')}
        </Button>
      </div>
    </div>
  )
}

/** Level one: the author answers what the machine found, then hands the material on. */
export const SelfCheckPage = () => {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/house/materials/$id/self-check' })
  const material = useRead('content.view-material', { id }, { whileWaiting: awaitsOpinion })
  return (
    <Page title={t('selfCheck.title')} intro={t('selfCheck.intro')}>
      <Loaded query={material} rows={10}>
        {(data) => <SelfCheck material={data} />}
      </Loaded>
    </Page>
  )
}
