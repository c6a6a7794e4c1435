import { z } from 'zod'
import { keysOf, sources } from '../origin.ts'
import { exportBounds } from './export-life.ts'

/** Which customers; all of them must hold. Nothing here is a personal value. */
export const exportFilter = z.strictObject({
  sources: z.array(z.enum(keysOf(sources))).min(1).max(keysOf(sources).length).optional(),
  /** Days in China, both included. */
  registeredFrom: z.iso.date().optional(),
  registeredTo: z.iso.date().optional(),
  ids: z.array(z.uuid()).min(1).max(exportBounds.ids).optional(),
  /** Children under fourteen, whose data are all sensitive, are left out unless asked for. */
  withMinors: z.boolean().default(false),
})

export type ExportFilter = z.output<typeof exportFilter>
