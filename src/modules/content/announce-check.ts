import type { CheckResult } from '../../screening/types.ts'
import { callbackDisabled, callbackFull, callbackUnknown } from './problems.ts'
import type { ContentContext } from './scope.ts'

/** Findings of one message. Whoever wants them all has them in the answer. */
const mostFindings = 100

type Announced = { callback: string; reference: string | undefined; result: CheckResult; rulesVersion: string }

/**
 * Tells a registered endpoint about a check. The message says where and why, and repeats nothing of the text: whoever
 * asked has it, by their own reference.
 * @throws Problem when the endpoint is unknown, disabled, or too far behind
 */
export const announceCheck = async (ctx: ContentContext, { callback, reference, result, rulesVersion }: Announced): Promise<void> => {
  const { decision, findings } = result
  const outcome = await ctx.ports.announceCheck(ctx, {
    endpointId: callback,
    data: {
      reference: reference ?? null,
      decision,
      findingCount: findings.length,
      findings: findings
        .slice(0, mostFindings)
        .map(({ rule, category, severity, start, end, law }) => ({ rule, category, severity, start, end, law })),
      rulesVersion,
    },
  })
  switch (outcome) {
    case 'announced':
      return
    case 'unknown':
      throw callbackUnknown()
    case 'disabled':
      throw callbackDisabled()
    case 'full':
      throw callbackFull()
  }
}
