import { defineModule } from '../../kernel/module.ts'
import { cancelDryRun } from './cancel-dry-run.ts'
import { carryOnDryRun } from './carry-on-dry-run.ts'
import { carryOnRecheck } from './carry-on-recheck.ts'
import { changeRule } from './change-rule.ts'
import { checkImport } from './check-import.ts'
import { discardDraft } from './discard-draft.ts'
import { enforceDraft } from './enforce.ts'
import { exportRules } from './export-rules.ts'
import { importRules } from './import-rules.ts'
import { keepPublication } from './keep-publication.ts'
import { listDryRunItems } from './list-dry-run-items.ts'
import { listRules } from './list-rules.ts'
import { listTerms } from './list-terms.ts'
import { listVersions } from './list-versions.ts'
import type { RulesPorts } from './ports.ts'
import { recheckLatePublication } from './recheck-late-publication.ts'
import { removeTerm } from './remove-term.ts'
import { restoreRule } from './restore-rule.ts'
import { resumeDryRun } from './resume-dry-run.ts'
import { rollBack } from './roll-back.ts'
import { saveRule } from './save-rule.ts'
import { saveTerm } from './save-term.ts'
import { settleTakenDown } from './settle-taken-down.ts'
import { startDryRun } from './start-dry-run.ts'
import { tryDraft } from './try-draft.ts'
import { viewDifferences } from './view-differences.ts'
import { viewDraft } from './view-draft.ts'
import { viewRecheck } from './view-recheck.ts'
import { rulePack } from './rule-pack.ts'
import { rulesEvents, rulesPermissions } from './vocabulary.ts'
import { wakeRuns } from './wake-runs.ts'

export { type RuleEngine, ruleEngine } from './engine.ts'

/** The company's own part of the rules: drafted, tried, dry-run, put in force, and everything live checked again. */
export const rulesModule = (ports: RulesPorts) =>
  defineModule({
    name: 'rules',
    title: { zh: '规则', en: 'Rules' },
    permissions: rulesPermissions,
    events: rulesEvents,
    operations: [
      listRules,
      listTerms,
      viewDraft,
      saveTerm,
      removeTerm,
      changeRule,
      saveRule,
      restoreRule,
      discardDraft,
      tryDraft,
      checkImport,
      importRules,
      exportRules,
      startDryRun,
      cancelDryRun,
      resumeDryRun,
      listDryRunItems,
      enforceDraft,
      listVersions,
      viewDifferences,
      rollBack,
      viewRecheck,
      keepPublication,
    ],
    jobs: [carryOnDryRun, carryOnRecheck, recheckLatePublication, settleTakenDown, wakeRuns],
    documents: [rulePack],
    ports,
  })
