import { z } from 'zod'
import { isFresh, isOpenPermission, mayCall } from './actor.ts'
import type { App } from './app.ts'
import {
  invalidInput,
  newPasswordFirst,
  notFound,
  notGivenToKey,
  passkeyFirst,
  permissionMissing,
  Problem,
  proveAgain,
  secondFactorFirst,
  signInRequired,
} from './errors.ts'
import type { Operation } from './operation.ts'
import type { Locale } from './sentence.ts'
import { unstorableTexts } from './storable-text.ts'
import { type Caller, type Outcome, runInTransaction } from './transaction.ts'

const unstorable = {
  zh: '含有无法保存的字符，请删除后重试',
  en: 'It holds characters that cannot be stored; remove them and try again',
}
/** Offending fields that one answer names. */
const mostIssues = 20
const issueTexts = { zh: z.locales.zhCN().localeError, en: z.locales.en().localeError }

/**
 * Runs an operation by name: permission, input, preparation, transaction with ledger, output.
 * @throws Problem with a sentence that says what to do; refusals by permission or gate are in the ledger as well
 */
export const invoke = async (app: App, name: string, input: unknown, caller: Caller): Promise<Outcome> => {
  const operation = app.catalogue.operations.get(name)
  if (operation === undefined) throw notFound()
  const module = app.catalogue.moduleOf(name)
  try {
    checkPermission(operation, caller, app)
    const parsed = parseInput(operation.input, input, caller.locale)
    const prepared = await operation.prepare?.(
      {
        db: app.database.kysely,
        actor: caller.actor,
        origin: caller.origin,
        locale: caller.locale,
        now: app.clock.now(),
        secrets: app.secrets,
        ports: module.ports,
      },
      parsed,
    )
    return await runInTransaction(app, {
      name,
      module,
      caller,
      mayRecord: 'unrecorded' in operation.records ? [] : operation.records,
      mustRecord: operation.effect === 'change',
      ...(isOpenPermission(operation.permission) ? {} : { permission: operation.permission }),
      // A person's read that leaves no trace costs nothing here: it was let in a moment ago, and changes nothing.
      mustBeAdmitted: caller.actor.kind === 'api-key' || !('unrecorded' in operation.records),
      run: async (ctx) => {
        const output = await operation.run(ctx, parsed, prepared)
        return operation.output.parse(output)
      },
    })
  } catch (error) {
    if (error instanceof Problem && error.kind === 'refused' && error.code !== 'session.prove-again') await recordRefusal(app, operation, error, caller)
    throw error
  }
}

const checkPermission = (operation: Operation, caller: Caller, app: App): void => {
  const { actor } = caller
  if (mayCall(actor, operation)) {
    if (operation.fresh && !isFresh(actor, app.clock.now())) throw proveAgain()
    return
  }
  if (actor.kind === 'api-key') throw notGivenToKey({ operation: operation.name })
  if (actor.kind === 'person' && actor.lacks !== null) {
    throw actor.lacks === 'second-factor' ? secondFactorFirst() : newPasswordFirst()
  }
  if (actor.kind === 'anonymous' || isOpenPermission(operation.permission)) throw signInRequired()
  const sentence = app.catalogue.moduleOf(operation.name).permissions[operation.permission]
  const permission = sentence?.[caller.locale] ?? operation.permission
  throw actor.kind === 'person' && actor.withheld.has(operation.permission)
    ? passkeyFirst({ permission })
    : permissionMissing({ permission })
}

/**
 * Parses an input by its schema.
 * @throws Problem `input.invalid` naming every offending field in the caller's language, never its value
 */
export const parseInput = (schema: z.ZodType, input: unknown, locale: Locale): unknown => {
  const result = schema.safeParse(input, { error: issueTexts[locale] })
  if (result.success) {
    const paths = unstorableTexts(result.data)
    if (paths.length === 0) return result.data
    const texts = paths.slice(0, mostIssues).map((path) => ({ path, message: unstorable[locale] }))
    throw invalidInput({ count: paths.length }, { issues: texts })
  }
  const issues = result.error.issues.slice(0, mostIssues).map(({ path, message }) => ({ path: path.join('.'), message }))
  throw invalidInput({ count: result.error.issues.length }, { issues })
}

/** A refused attempt is a fact worth keeping: it is recorded in a transaction of its own. */
const recordRefusal = async (app: App, operation: Operation, problem: Problem, caller: Caller): Promise<void> => {
  await runInTransaction(app, {
    name: operation.name,
    module: app.catalogue.moduleOf(operation.name),
    caller,
    run: async (ctx) => {
      ctx.record({
        type: 'operation.refused',
        subject: { kind: 'operation', id: operation.name },
        detail: { code: problem.code, reasons: problem.reasons.map(({ code }) => code) },
      })
    },
  })
}
