import type { ControlState } from '../../../kernel/control/measurement.ts'
import { materialLink } from '../material-link.ts'
import { defineControl } from '../scope.ts'

const days90 = 90 * 86_400_000
/** More than every tenth finding of the grade "block" let through means that the grade has lost its meaning. */
const tolerated = 0.1
const mostFindings = 20_000

export const blocksOverruled = defineControl({
  id: 'content.blocks-overruled',
  title: { zh: '“禁止”级命中很少被放行', en: 'Findings of the grade "block" are seldom overruled' },
  purpose: {
    zh: '机器判为禁止的表述被频繁放行，说明把关流于形式，或规则需要修订。',
    en: 'Where blocked wording is often let through, either the review is a formality or the rules need work.',
  },
  dimension: 'content',
  weight: 3,
  action: {
    sentence: {
      zh: '复核被放行的“禁止”级命中：改文案，或修订误报的规则',
      en: 'Look at the overruled blocks: reword the copy, or mend the rule',
    },
    link: '/materials',
  },
  remeasureOn: ['material.approved', 'review.returned'],
  measure: async (db, now) => {
    // Decided means that its round has ended: let through, sent back, or reworded by the author.
    const rows = await db
      .selectFrom('material_finding as finding')
      .innerJoin('material_submission as submission', 'submission.id', 'finding.submission_id')
      .select(['submission.material_id', 'finding.rule', 'finding.overruled_at', 'submission.state'])
      .where('finding.severity', '=', 'block')
      .where('submission.state', '<>', 'open')
      .where('submission.ended_at', '>=', new Date(now.getTime() - days90))
      .orderBy('submission.ended_at', 'desc')
      .limit(mostFindings)
      .execute()
    if (rows.length === 0) return { state: 'inconclusive', share: 0, evidence: [] }
    const overruled = rows.filter((row) => row.overruled_at !== null && row.state === 'approved')
    const share = shareOf(overruled.length / rows.length)
    return {
      state: stateOf(share),
      share,
      evidence: [
        {
          sentence: {
            zh: '近 90 天有结论的“禁止”级命中 {total} 处，放行 {count} 处（不超过一成为达标）',
            en: '{count} of {total} decided blocks in 90 days were overruled (at most one in ten is in order)',
          },
          params: { total: rows.length, count: overruled.length },
          link: '/materials',
        },
        ...overruled.slice(0, 49).map((row) => ({
          sentence: { zh: '放行了规则 {rule} 的命中', en: 'A finding of the rule {rule} was overruled' },
          params: { rule: row.rule },
          link: materialLink(row.material_id),
        })),
      ],
    }
  },
})

/**
 * Full marks up to the tolerated share, none where everything is let through, in proportion between.
 * @param overruledShare 0 to 1
 */
export const shareOf = (overruledShare: number): number =>
  overruledShare <= tolerated ? 1 : (1 - overruledShare) / (1 - tolerated)

const stateOf = (share: number): ControlState => (share === 1 ? 'holds' : share >= 0.5 ? 'partly' : 'fails')
