import { z } from 'zod'
import { ledgerVerifyKeys } from '../../kernel/ledger/ledger-keys.ts'
import { formatVerifierKey } from '../../kernel/ledger/signed-note.ts'
import { offsetOf, pageFields } from '../../kernel/page.ts'
import { defineOperation } from './scope.ts'

export const listCheckpoints = defineOperation({
  name: 'ledger.list-checkpoints',
  summary: { zh: '列出台账的签名检查点', en: 'List the signed checkpoints of the ledger' },
  effect: 'read',
  permission: 'ledger.verify',
  records: { unrecorded: 'Checkpoints hold hashes and a signature, and are meant to be handed out' },
  input: z.strictObject({ ...pageFields }),
  output: z.object({
    total: z.int(),
    /** The public key that they are signed with, in the form of Go's note package. */
    verifierKey: z.string(),
    /** The latest first. */
    items: z.array(z.object({ size: z.int(), at: z.iso.datetime(), root: z.string(), note: z.string() })),
  }),
  run: async ({ db, secrets }, page) => {
    const { total } = await db
      .selectFrom('ledger_checkpoint')
      .select((select) => select.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    const rows = await db
      .selectFrom('ledger_checkpoint')
      .select(['size', 'at', 'root', 'note'])
      .orderBy('size', 'desc')
      .limit(page.pageSize)
      .offset(offsetOf(page))
      .execute()
    return {
      total,
      verifierKey: ledgerVerifyKeys(secrets).verifiers.map(formatVerifierKey)[0] ?? '',
      items: rows.map(({ size, at, root, note }) => ({
        size,
        at: at.toISOString(),
        root: Buffer.from(root).toString('base64'),
        note,
      })),
    }
  },
})
