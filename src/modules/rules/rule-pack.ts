import type { Document } from '../../kernel/document.ts'
import type { RulesPorts } from './ports.ts'

/** The rules in force as the browser's own check loads them: `{ label, packs, terms }`, named by their digest. */
export const rulePack: Document = {
  path: '/rules/pack',
  permission: 'rules.view',
  read: async (db, ports) => {
    // The kernel hands a document the ports of its own module.
    const { engine } = ports as RulesPorts
    const inForce = await engine.inForce(db)
    return {
      digest: inForce.digest,
      mediaType: 'application/json; charset=utf-8',
      gzip: await engine.document(inForce),
    }
  },
}
