import type { PackSources } from '../../../screening/compile/read-packs.ts'
import type { Rule } from '../../../screening/compile/schema.ts'
import type { CheckOptions, Screener } from '../../../screening/types.ts'
import type { RuleChanges } from '../changes.ts'

export type SampleFailure = {
  rule: string
  /** Whose rule it is: only samples of the company's own must hold before the rules come into force. */
  origin: 'own' | 'shipped'
  kind: 'hit' | 'miss'
  sample: string
  /** Rules that did find something. */
  found: string[]
}

export type SampleReport = {
  total: number
  ownFailed: number
  shippedFailed: number
  /** The first ones, the company's own before the shipped. */
  failures: SampleFailure[]
}

const mostFailures = 200
const channelNames = ['小红书', '朋友圈', '抖音', '短信', '公众号', '微博', '视频号']

/** A sample is a text, or `trade|text`, or `channel|text`. */
export const parseSample = (
  sample: string,
  trades: readonly string[],
): { text: string; options: Pick<CheckOptions, 'industry' | 'channel'> } => {
  const at = sample.indexOf('|')
  if (at <= 0) return { text: sample, options: {} }
  const [head, text] = [sample.slice(0, at), sample.slice(at + 1)]
  if (trades.some((name) => head.includes(name))) return { text, options: { industry: head } }
  if (channelNames.includes(head)) return { text, options: { channel: head } }
  return { text: sample, options: {} }
}

type Check = Screener['check']

/** Runs every sample of every rule that is on. A shipped sample counts only when it holds without the changes. */
export const runSamples = (
  sources: PackSources,
  changes: RuleChanges,
  { check, shipped }: { check: Check; shipped: Check },
): SampleReport => {
  const trades = Object.values(sources.settings.industries).flatMap(({ names }) => names)
  const off = new Set(changes.changes.filter(({ off: isOff }) => isOff).map(({ rule }) => rule))
  let total = 0

  const failuresOf = (rule: Rule, origin: SampleFailure['origin']): SampleFailure[] => {
    const run = (kind: SampleFailure['kind'], sample: string): SampleFailure[] => {
      total += 1
      const { text, options } = parseSample(sample, trades)
      const { channel, advertising } = rule.sample
      const given: CheckOptions = {
        ...options,
        ...(channel === undefined ? {} : { channel }),
        ...(advertising === undefined ? {} : { advertising }),
      }
      const holds = (by: Check): boolean => {
        const { findings } = by(text, given)
        if (kind === 'miss') return !findings.some((finding) => finding.rule === rule.id)
        // Shipped samples name the sin, not the rule: of overlapping findings the graver stands for both.
        return findings.some((finding) =>
          origin === 'own'
            ? finding.rule === rule.id || finding.category === rule.category
            : finding.category === rule.category,
        )
      }
      if (holds(check) || (origin === 'shipped' && !holds(shipped))) return []
      const found = [...new Set(check(text, given).findings.map((finding) => finding.rule))].slice(0, 10)
      return [{ rule: rule.id, origin, kind, sample, found }]
    }
    return [...rule.hit.flatMap((sample) => run('hit', sample)), ...rule.miss.flatMap((sample) => run('miss', sample))]
  }

  const own = changes.rules.flatMap((rule) => failuresOf(rule, 'own'))
  const ofPacks = sources.packs
    .flatMap(({ rules }) => rules)
    .filter(({ id }) => !off.has(id))
    .flatMap((rule) => failuresOf(rule, 'shipped'))
  return {
    total,
    ownFailed: own.length,
    shippedFailed: ofPacks.length,
    failures: [...own, ...ofPacks].slice(0, mostFailures),
  }
}
