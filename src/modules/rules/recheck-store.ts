import { newId } from '../../kernel/id.ts'
import type { Sentence } from '../../kernel/sentence.ts'
import { briefOf } from './compare-verdicts.ts'
import type { CopyFinding, LivePublication } from './ports.ts'
import type { RulesContext, RulesDatabase } from './scope.ts'
import type { FindingBrief } from './tables.ts'

/** What an obligation of a re-check is called. */
export const offenceKind = 'rules.publication-offends'

const title: Sentence = {
  zh: '已发布的《{title}》按规则 {version} 有问题：“{excerpt}”。请下架，或请法务确认保留',
  en: 'The published "{title}" offends by rules {version}: "{excerpt}". Take it down, or ask legal to let it stay',
}

/** How long the owner has: one working day for what must not be out, three for what a person has to judge. */
const workingDays = { deny: 1, review: 3 } as const

export type Offence = { publication: LivePublication; findings: readonly CopyFinding[] }

/** Findings of live publications that an earlier re-check raised. */
export const raisedBefore = async (
  db: RulesDatabase,
  publicationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly FindingBrief[]>> => {
  if (publicationIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('rule_offence')
    .select(['publication_id', 'findings'])
    .where('publication_id', 'in', [...publicationIds])
    .execute()
  const raised = new Map<string, FindingBrief[]>()
  for (const { publication_id: id, findings } of rows) raised.set(id, [...(raised.get(id) ?? []), ...findings])
  return raised
}

/**
 * Makes what offends an obligation of its owner, once: a publication whose obligation is still open keeps that one.
 * @returns whether it was new to this re-check
 */
export const raiseOffence = async (
  ctx: RulesContext,
  { publication, findings }: Offence,
  { recheckId, label }: { recheckId: string; label: string },
): Promise<boolean> => {
  const known = await ctx.db
    .selectFrom('rule_offence')
    .select('id')
    .where('recheck_id', '=', recheckId)
    .where('publication_id', '=', publication.id)
    .executeTakeFirst()
  if (known !== undefined) return false
  const decision = findings.some(({ severity }) => severity === 'block') ? 'deny' : 'review'
  const [gravest] = findings.toSorted((a, b) => Number(b.severity === 'block') - Number(a.severity === 'block'))
  const open = await ctx.db
    .selectFrom('rule_offence')
    .select('obligation_id')
    .where('publication_id', '=', publication.id)
    .where('settled_at', 'is', null)
    .executeTakeFirst()
  const obligationId =
    open?.obligation_id ??
    (
      await ctx.obligations.open({
        kind: offenceKind,
        title,
        params: {
          title: publication.title,
          version: label.split('+')[0] ?? label,
          excerpt: (gravest?.excerpt ?? '').slice(0, 40),
        },
        subject: { kind: 'publication', id: publication.id },
        owner: publication.owner,
        escalateTo: publication.escalateTo,
        term: { workingDays: workingDays[decision] },
        link: `/materials/${publication.materialId}`,
      })
    ).id
  await ctx.db
    .insertInto('rule_offence')
    .values({
      id: newId(ctx.now.getTime()),
      recheck_id: recheckId,
      publication_id: publication.id,
      material_id: publication.materialId,
      title: publication.title,
      decision,
      findings: JSON.stringify(findings.slice(0, 20).map(briefOf)),
      obligation_id: obligationId,
      found_at: ctx.now,
      kept_reason: null,
      kept_by: null,
      taken_down: false,
      settled_at: null,
    })
    .execute()
  ctx.record({
    type: 'publication.offends',
    subject: { kind: 'publication', id: publication.id },
    detail: {
      version: label,
      decision,
      obligation: obligationId,
      material: publication.materialId,
      findings: findings.slice(0, 20).map(({ rule, severity, start, end, attachment }) => ({
        rule,
        severity,
        start,
        end,
        ...(attachment === undefined ? {} : { attachment: attachment.digest }),
      })),
    },
  })
  return true
}
