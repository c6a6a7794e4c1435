import { z } from 'zod'
import { newId } from '../../../kernel/id.ts'
import { consentColumns, consentInput, sourceColumns, sourceInput } from '../origin-input.ts'
import { keysOf } from '../origin.ts'
import { personRequired } from '../problems.ts'
import type { VaultContext } from '../scope.ts'
import { duplicateRules } from './duplicates.ts'
import { newImportKey, sealIn } from './imports.ts'
import { importLimits } from './limits.ts'
import { departmentIsOwn, departmentNeeded, tooManyOpen } from './problems.ts'

/** Where a batch comes from and by what right: asked before anything of it comes in. */
export const batchInput = {
  source: sourceInput,
  consent: consentInput,
  duplicates: z.enum(keysOf(duplicateRules)),
  /** Whose customers these are; for API keys, which belong to no department. */
  departmentId: z.uuid().optional(),
}

type Batch = z.output<z.ZodObject<typeof batchInput>>

/** Who begins an import, and for which department. @throws Problem `import.department-needed`, `customer.person-required` */
const importerOf = ({ actor }: Pick<VaultContext, 'actor'>, departmentId: string | undefined) => {
  if (actor.kind === 'person') {
    if (departmentId !== undefined && departmentId !== actor.departmentId) throw departmentIsOwn()
    return { department_id: actor.departmentId, begun_by: actor.id, begun_by_key: null }
  }
  if (actor.kind !== 'api-key') throw personRequired()
  if (departmentId === undefined) throw departmentNeeded()
  return { department_id: departmentId, begun_by: null, begun_by_key: actor.id }
}

/** Writes down a new import with a key of its own. */
export const beginImport = async (
  ctx: VaultContext,
  { source, consent, duplicates, departmentId }: Batch,
  what: { via: 'file'; fileName: string; size: number } | { via: 'wecom' },
): Promise<string> => {
  const importer = importerOf(ctx, departmentId)
  if (ctx.actor.kind === 'api-key' && !(await ctx.ports.departments(ctx.db)).some(({ id }) => id === importer.department_id)) throw departmentNeeded()
  const { open } = await ctx.db
    .selectFrom('customer_import')
    .select((eb) => eb.fn.countAll<number>().as('open'))
    .where('department_id', '=', importer.department_id)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (open >= importLimits.openOfDepartment) throw tooManyOpen({ limit: importLimits.openOfDepartment })
  const columns = { ...sourceColumns(source, []), ...consentColumns(consent, ctx.now, []) }
  const id = newId(ctx.now.getTime())
  const { key, envelope } = await newImportKey(ctx, id)
  const sealed = { key, secrets: ctx.secrets }
  await ctx.db
    .insertInto('customer_import')
    .values({
      id,
      ...importer,
      ...columns,
      via: what.via,
      state: what.via === 'file' ? 'uploading' : 'fetching',
      data_key: envelope,
      file_name: what.via === 'file' ? sealIn(sealed, Buffer.from(what.fileName), { room: 'name', id }) : null,
      headings: null,
      format: null,
      size: what.via === 'file' ? what.size : 0,
      received: 0,
      digest: null,
      duplicates,
      columns: null,
      position: null,
      ...nothingRead,
      why: null,
      why_row: null,
      begun_at: ctx.now,
      confirmed_by: null,
      confirmed_at: null,
      moved_at: ctx.now,
      ended_at: null,
      asked_by: null,
    })
    .execute()
  ctx.record({
    type: 'customer-import.begun',
    subject: { kind: 'customer-import', id },
    detail: {
      via: what.via,
      ...(what.via === 'file' ? { bytes: what.size } : {}),
      source: source.kind,
      sourceDetail: source.detail,
      basis: consent.basis,
      evidence: consent.evidence,
      separateConsent: consent.separate,
      guardianConsent: consent.guardian,
      duplicates,
    },
  })
  return id
}

/** An import whose check begins anew. */
export const nothingRead = {
  read_permille: 0,
  rows_read: 0,
  rows_ready: 0,
  rows_faulty: 0,
  twice_in_file: 0,
  known_already: 0,
  faults: 0,
  chunks: 0,
  chunks_done: 0,
  added: 0,
  merged: 0,
  skipped: 0,
  refused: 0,
  untold: 0,
}
