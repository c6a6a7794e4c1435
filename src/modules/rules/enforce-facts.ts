import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { Draft } from './draft-reading.ts'
import { editorsOf } from './draft-reading.ts'
import type { EnforceFacts } from './enforce-gate.ts'
import type { RulesPorts } from './ports.ts'
import type { RulesDatabase } from './scope.ts'
import type { ThreadAnswers } from './thread/thread-messages.ts'

type Asked = {
  draft: Draft
  digest: string
  inForceDigest: string
  samples: ThreadAnswers['samples']
  personId: string
  reason: string
  now: Date
}

/** What decides whether a draft may come into force, and the dry-run that it would rest on. */
export const enforceFacts = async (
  db: RulesDatabase,
  ports: RulesPorts,
  { draft, digest, inForceDigest, samples, personId, reason, now }: Asked,
): Promise<{ facts: EnforceFacts; dryRunId: string | undefined }> => {
  const dryRun = await db
    .selectFrom('rule_dry_run')
    .select(['id', 'ended_at'])
    .where('draft_id', '=', draft.id)
    .where('revision', '=', draft.revision)
    .where('digest', '=', digest)
    .where('state', '=', 'done')
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const handle: AnyDatabase = db
  return {
    dryRunId: dryRun?.id,
    facts: {
      changed: digest !== inForceDigest,
      faults: samples.faults.length,
      failedSamples: samples.ownFailed,
      dryRunEndedAt: dryRun?.ended_at ?? null,
      now,
      personId,
      lastEditorId: draft.edited_by,
      editorIds: await editorsOf(handle, draft.id),
      holderIds: await ports.holdersOf(handle, 'rules.enforce'),
      reason,
    },
  }
}
