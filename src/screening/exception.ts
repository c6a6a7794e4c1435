import type { Place } from './denial.ts'
import type { Industries } from './industry.ts'
import { inScope } from './industry.ts'
import { lazyExpression } from './lazy-expression.ts'
import { quoteOf } from './quote.ts'
import type { SignReader } from './signs.ts'
import type { CompiledException, CompiledNeed, Finding, Severity } from './types.ts'
import type { View } from './view.ts'

/** What the guide on absolute terms makes of a finding: itself, a note, or a block that nothing lowers. */
export type Exceptions = (finding: Finding, place: Place, view: View, industries: Industries) => Finding

/** Sources, periods and regions are looked for this many folded units before and after the sentence. */
const NEARBY = 160

/** Rule of a claim that cites a source, and not all that the guide asks of it. */
const INCOMPLETE = 'adlaw.narrowed.incomplete'

const asNote = (finding: Finding, { law, proof }: CompiledException): Finding => ({
  ...finding,
  severity: 'note',
  law,
  advice: '可以使用，但须留存证明材料；依广告绝对化用语执法指南第七条，无法证明真实性的，仍按广告法第九条（三）查处。',
  why: `“${quoteOf(finding.excerpt)}”属于${law}所列情形，一般不作为绝对化用语处理。`,
  proof,
})

const gravest = (needs: readonly CompiledNeed[]): Severity =>
  needs.some(({ missing }) => missing === 'block') ? 'block' : 'warn'

/** The first need is the source: a claim that cites one has to meet the rest, whatever its sentence reads like. */
const lacking = (finding: Finding, exception: CompiledException, needs: readonly CompiledNeed[]): Finding => {
  const { law, proof } = exception
  const names = needs.map(({ name }) => name).join('、')
  const severity = gravest(needs)
  const cites = exception.needs[0] !== needs[0]
  return {
    ...finding,
    rule: cites && severity === 'block' ? INCOMPLETE : finding.rule,
    severity,
    advice: `在同一画面补全${names}并留存报告；补不全的，删去“${quoteOf(finding.excerpt)}”，改写本店自己的销量等可以核实的事实。`,
    why: `“${quoteOf(finding.excerpt)}”没有写明${names}，不属于${law}所列可以使用的情形。`,
    proof,
  }
}

/**
 * Makes the judge of lawful exceptions (广告绝对化用语执法指南 articles 5 and 6). The first exception whose expression matches
 * the marked sentence decides: a bar of it blocks for good, a need that is not met is named, else the claim may stand as
 * a note that says which proof to keep (article 7).
 */
export const createExceptions = (
  compiled: readonly CompiledException[],
  { guard }: Pick<SignReader, 'guard'>,
): Exceptions => {
  const prepared = compiled.map((exception) => ({
    exception,
    when: guard(exception.source),
    bars: exception.bars.map((bar) => ({ bar, when: lazyExpression(bar.source) })),
    needs: exception.needs.map((need) => ({ need, met: lazyExpression(need.source) })),
  }))

  return (finding, { sentence: { start, end, before, hit, after }, signs }, view, industries) => {
    const marked = `${before}#${hit}&${after}`
    const found = prepared.find(
      ({ exception, when }) =>
        inScope(exception.industries, industries) && signs.may(when.id, start, end) && when.expression.test(marked),
    )
    if (found === undefined) return finding
    const barred = found.bars.find(({ bar, when }) => inScope(bar.industries, industries) && when().test(marked))
    if (barred !== undefined) {
      const { rule, law, why, advice } = barred.bar
      return { ...finding, rule, severity: 'block', law, advice, why: why.replace('{hit}', () => quoteOf(finding.excerpt)) }
    }
    const nearby = view.text.slice(Math.max(0, start - NEARBY), end + NEARBY)
    const missing = found.needs.flatMap(({ need, met }) => (met().test(nearby) ? [] : [need]))
    return missing.length > 0 ? lacking(finding, found.exception, missing) : asNote(finding, found.exception)
  }
}

/** Rules whose findings the reading of the whole sentence never lowers. */
export const firmRules = (
  rules: readonly { id: string; lowerable: boolean }[],
  exceptions: readonly CompiledException[],
): Set<string> =>
  new Set([
    INCOMPLETE,
    ...rules.filter(({ lowerable }) => !lowerable).map(({ id }) => id),
    ...exceptions.flatMap(({ bars }) => bars.map(({ rule }) => rule)),
  ])
