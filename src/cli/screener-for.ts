import { createScreener } from '../screening/index.ts'
import type { Screener } from '../screening/index.ts'
import { loadPacks } from '../screening/load-packs.ts'
import type { BlockTask } from './check-block.ts'

/** The screener of the packs that are in force; none where nothing is checked. */
export const screenerFor = async ({ mask }: Pick<BlockTask, 'mask'>): Promise<Screener | null> =>
  mask ? null : createScreener(await loadPacks())
