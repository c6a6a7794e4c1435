import { briefOf } from './compare-verdicts.ts'
import { labelOf } from './in-force.ts'
import { newOffences } from './new-offences.ts'
import type { CopyFinding, LivePublication, RulesPorts } from './ports.ts'
import { type Offence, raisedBefore, raiseOffence } from './recheck-store.ts'
import { defineJob, type RulesDatabase } from './scope.ts'
import { recheckJob } from './start-recheck.ts'
import type { FindingBrief } from './tables.ts'

const batchSize = 100

const isSame = (one: FindingBrief, other: FindingBrief): boolean =>
  one.rule === other.rule &&
  one.severity === other.severity &&
  one.excerpt === other.excerpt &&
  one.attachment?.name === other.attachment?.name &&
  one.attachment?.place === other.attachment?.place

/** What offends among live publications, by the rules in force; leaves out what was answered or raised before. */
export const offencesAmong = async (
  db: RulesDatabase,
  { engine }: Pick<RulesPorts, 'engine'>,
  publications: readonly LivePublication[],
): Promise<readonly Offence[]> => {
  const rules = await engine.inForce(db)
  const results = await engine.thread.check(rules, publications)
  const raised = await raisedBefore(
    db,
    publications.map(({ id }) => id),
  )
  const offences: Offence[] = []
  for (const [at, publication] of publications.entries()) {
    const found: CopyFinding[] = [...(results[at]?.findings ?? []), ...(await publication.inAttachments(rules))]
    const before = raised.get(publication.id) ?? []
    const findings = newOffences(found, publication.known).filter(
      (finding) => !before.some((one) => isSame(one, briefOf(finding))),
    )
    if (findings.length > 0) offences.push({ publication, findings })
  }
  return offences
}

/**
 * One batch of the re-check of everything live (CNT-7). It goes on from where its row stands, so that a restart loses
 * nothing and a second job for the same batch does nothing.
 */
export const carryOnRecheck = defineJob({
  name: recheckJob,
  prepare: async ({ db, ports }, { id }) => {
    if (typeof id !== 'string') return undefined
    const recheck = await db.selectFrom('rule_recheck').selectAll().where('id', '=', id).executeTakeFirst()
    if (recheck?.state !== 'running') return undefined
    const { number, packsVersion } = await ports.engine.inForce(db)
    // Another server with other packs, or with an older version, leaves it to one that has these.
    if (number !== (recheck.version ?? 0) || packsVersion !== recheck.packs_version) return undefined
    const batch = await ports.copy.live(db, { after: recheck.position, limit: batchSize })
    return { recheck, batch, offences: await offencesAmong(db, ports, batch) }
  },
  run: async (ctx, _data, prepared) => {
    if (prepared === undefined) return
    const { recheck, batch, offences } = prepared
    const row = await ctx.db
      .selectFrom('rule_recheck')
      .selectAll()
      .where('id', '=', recheck.id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (row.state !== 'running' || row.position !== recheck.position) return
    const label = labelOf(row.version ?? 0, row.packs_version)
    let raised = 0
    // Taken down since it was read: there is nothing to do about it any more.
    const live = await ctx.ports.copy.stillLive(
      ctx.db,
      offences.map(({ publication }) => publication.id),
    )
    for (const offence of offences.filter(({ publication }) => live.has(publication.id))) {
      if (await raiseOffence(ctx, offence, { recheckId: row.id, label })) raised += 1
    }
    const last = batch.at(-1)?.id ?? row.position
    const done = batch.length < batchSize
    const counts = { checked: row.checked + batch.length, offending: row.offending + raised }
    await ctx.db
      .updateTable('rule_recheck')
      .set({
        ...counts,
        position: last,
        progressed_at: ctx.now,
        ...(done ? { state: 'done', ended_at: ctx.now, total: counts.checked } : {}),
      })
      .where('id', '=', row.id)
      .execute()
    if (!done) await ctx.enqueue(recheckJob, { id: row.id }, { key: `${row.id} ${last ?? ''}` })
    else
      ctx.record({
        type: 'rules.rechecked',
        subject: { kind: 'rule-recheck', id: row.id },
        detail: { version: label, ...counts },
      })
  },
})
