import type { CheckResult } from '../screening/index.ts'
import { decisionName, severityName } from './check-words.ts'

/**
 * A result in words, for an assistant that will reword the copy.
 * @param total how many findings there are, where not all of them are in the result
 */
export const adviceOn = ({ decision, findings }: CheckResult, total: number): string => {
  const head = total === 0 ? `结论：${decisionName[decision]}。` : `结论：${decisionName[decision]}，共 ${total} 处。`
  const places = findings.map(({ excerpt, severity, law, why, advice, proof }, at) =>
    [
      `${at + 1}. “${excerpt}”：${severityName[severity]}（${law}）`,
      `   原因：${why}`,
      `   改法：${advice}`,
      ...(proof === undefined ? [] : [`   证明：${proof}`]),
    ].join('\n'),
  )
  const rest = total > findings.length ? [`另有 ${total - findings.length} 处没有列出，请改好以上各处后再检查。`] : []
  return [head, ...places, ...rest].join('\n')
}
