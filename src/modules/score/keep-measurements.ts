import type { Context } from '../../kernel/context.ts'
import { type Measured, storeMeasurements } from '../../kernel/control/measure.ts'
import type { Score } from '../../kernel/control/score.ts'
import type { Scope } from './scope.ts'

type ScoreContext = Context<Scope['tables'], Scope['event'], Scope['ports']>

/** Keeps what was measured and records what changed by it. */
export const keepMeasurements = async (ctx: ScoreContext, measured: readonly Measured[]): Promise<Score> => {
  const { controls } = ctx.ports
  const { score, before, changed } = await storeMeasurements(ctx.db, { measured, controls, now: ctx.now })
  if (changed) {
    ctx.record({ type: 'score.changed', subject: { kind: 'score', id: 'overall' }, detail: { from: before, to: score.overall } })
  }
  for (const { control, failure } of measured) {
    if (failure === undefined) continue
    ctx.record({ type: 'control.not-measured', subject: { kind: 'control', id: control.id }, detail: { error: failure } })
  }
  return score
}
