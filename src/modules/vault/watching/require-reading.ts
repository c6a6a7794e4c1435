import { enforce } from '../../../kernel/gate.ts'
import { personOf, type VaultContext } from '../scope.ts'
import { readingGate } from './reading-gate.ts'
import { isBlocked, standingOf } from './standing.ts'

/**
 * Refuses whoever was stopped, where much is taken out at once and counted by limits of its own: exports.
 * @throws Problem `gate.refused`
 */
export const requireReading = async (ctx: VaultContext): Promise<void> => {
  const { thresholds, ...standing } = await standingOf(ctx, personOf(ctx).id)
  enforce(readingGate({ blocked: isBlocked(standing), throttled: false, sinceLast: null, waitSeconds: thresholds.waitSeconds }))
}
