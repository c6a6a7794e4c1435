import { z } from 'zod'
import { enforce } from '../../kernel/gate.ts'
import { newId } from '../../kernel/id.ts'
import { fileDigest } from './material-fields.ts'
import { lockMaterial, moveTo, stepFrom, writersOf } from './material-store.ts'
import { alreadyRecorded } from './problems.ts'
import { publishGate } from './publish-gate.ts'
import { type ContentDatabase, defineOperation, personOf } from './scope.ts'
import { instant } from './shapes.ts'

export const recordPublication = defineOperation({
  name: 'content.record-publication',
  summary: { zh: '登记发布：账号、时间和链接', en: 'Record a publication: account, time and address' },
  effect: 'change',
  permission: 'content.publish',
  records: ['publication.recorded'],
  input: z.object({
    materialId: z.uuid(),
    digest: fileDigest,
    accountId: z.uuid(),
    publishedAt: instant,
    url: z.string().min(1).max(1000),
  }),
  output: z.object({ publicationId: z.uuid() }),
  run: async (ctx, { materialId, digest, accountId, publishedAt, url }) => {
    const person = personOf(ctx)
    const material = await lockMaterial(ctx, materialId)
    const approval = await findApproval(ctx.db, materialId, material.version)
    const accounts = await ctx.ports.accounts(ctx.db, [accountId])
    enforce(
      publishGate({
        state: material.state,
        namedDigest: digest,
        approvedDigest: approval?.digest ?? null,
        currentDigest: material.digest,
        approvedAt: approval?.approved_at ?? null,
        passed: approval === undefined ? [] : await passedLevels(ctx.db, approval.submission_id),
        writerIds: await writersOf(ctx.db, material),
        targetAccountIds: material.fields.accountIds,
        accountId,
        accountActive: accounts.get(accountId)?.state === 'active',
        accountCore: accounts.get(accountId)?.core !== false,
        onCoreAccounts: person.onCoreAccounts,
        url,
        publishedAt: new Date(publishedAt),
        now: ctx.now,
      }),
    )
    // For the compiler: the gate lets nothing pass that has no approval.
    if (approval === undefined) throw new Error('The publish gate let an unapproved material pass')
    const state = stepFrom(ctx, material, 'publish')
    const publicationId = newId(ctx.now.getTime())
    const inserted = await ctx.db
      .insertInto('material_publication')
      .values({
        id: publicationId,
        material_id: materialId,
        version: material.version,
        approval_id: approval.id,
        digest,
        account_id: accountId,
        url: new URL(url).href,
        published_at: new Date(publishedAt),
        recorded_at: ctx.now,
        recorded_by: person.id,
      })
      .onConflict((conflict) => conflict.columns(['account_id', 'url']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (inserted === undefined) throw alreadyRecorded()
    await moveTo(ctx, materialId, state)
    ctx.record({
      type: 'publication.recorded',
      subject: { kind: 'material', id: materialId },
      detail: { publicationId, approvalId: approval.id, version: material.version, digest, accountId, publishedAt },
    })
    return { publicationId }
  },
})

const findApproval = (db: ContentDatabase, materialId: string, version: number) =>
  db
    .selectFrom('material_approval')
    .select(['id', 'submission_id', 'digest', 'approved_at'])
    .where('material_id', '=', materialId)
    .where('version', '=', version)
    .executeTakeFirst()

const passedLevels = async (db: ContentDatabase, submissionId: string) => {
  const rows = await db
    .selectFrom('material_review')
    .select(['level', 'reviewer_id'])
    .where('submission_id', '=', submissionId)
    .where('state', '=', 'approved')
    .execute()
  return rows.flatMap(({ level, reviewer_id: reviewerId }) => (reviewerId === null ? [] : [{ level, reviewerId }]))
}
