import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CompanyTerm, RuleDraft } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { DraftHead } from './draft-head.tsx'
import { DraftRules } from './draft-rules.tsx'
import { DryRunPanel } from './dry-run-panel.tsx'
import { EnforcePanel } from './enforce-panel.tsx'
import { ExportMenu } from './export-menu.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { OwnRuleDialog } from './own-rule-dialog.tsx'
import { TermDialog } from './term-dialog.tsx'
import { TermList } from './term-list.tsx'
import { TryPanel } from './try-panel.tsx'

type Opened = { kind: 'term'; term: CompanyTerm | null } | { kind: 'rule'; yaml: string | null } | { kind: 'import' }

type WorkProps = { draft: RuleDraft; open: (opened: Opened) => void; onEnforced: () => void }

const Work = ({ draft, open, onEnforced }: WorkProps) => {
  const { t } = useTranslation()
  return (
    <>
      <DraftHead draft={draft} />
      <div className="draft-columns">
        <div className="stack">
          <TryPanel draft={draft} />
          <section aria-label={t('draft.terms')}>
            <TermList
              from="draft"
              onOpen={(term) => open({ kind: 'term', term })}
              toolbar={
                <>
                  <Button type="primary" onClick={() => open({ kind: 'term', term: null })}>
                    {t('rules.termAdd')}
                  </Button>
                  <Button onClick={() => open({ kind: 'import' })}>{t('file.import')}</Button>
                  <ExportMenu />
                </>
              }
            />
          </section>
          <DraftRules
            draft={draft}
            onAdd={() => open({ kind: 'rule', yaml: null })}
            onEdit={(yaml) => open({ kind: 'rule', yaml })}
          />
        </div>
        <div className="stack">
          <DryRunPanel draft={draft} />
          <EnforcePanel draft={draft} onEnforced={onEnforced} />
        </div>
      </div>
    </>
  )
}

/** The draft: edited, tried, dry-run and put in force. */
export const DraftTab = ({ onEnforced }: { onEnforced: () => void }) => {
  const { t } = useTranslation()
  const [opened, setOpened] = useState<Opened | null>(null)
  const [running, setRunning] = useState(false)
  const view = useRead('rules.view-draft', {}, running ? { everySeconds: 2 } : {})
  const isRunning = view.data?.draft?.dryRun?.state === 'running'
  if (isRunning !== running) setRunning(isRunning)
  const close = (): void => setOpened(null)
  return (
    <div className="stack">
      <Loaded query={view} rows={10}>
        {({ draft }) =>
          draft === null ? (
            <EmptyState
              title={t('draft.none')}
              hint={t('draft.noneHint')}
              action={
                <div className="row">
                  <Button type="primary" onClick={() => setOpened({ kind: 'term', term: null })}>
                    {t('rules.termAdd')}
                  </Button>
                  <Button onClick={() => setOpened({ kind: 'rule', yaml: null })}>{t('draft.addRule')}</Button>
                  <Button onClick={() => setOpened({ kind: 'import' })}>{t('file.import')}</Button>
                </div>
              }
            />
          ) : (
            <Work draft={draft} open={setOpened} onEnforced={onEnforced} />
          )
        }
      </Loaded>
      {opened?.kind === 'term' && <TermDialog term={opened.term} onClose={close} />}
      {opened?.kind === 'rule' && <OwnRuleDialog yaml={opened.yaml} onClose={close} />}
      {opened?.kind === 'import' && <ImportDialog onClose={close} />}
    </div>
  )
}
