import type { Actor, Origin } from './actor.ts'
import type { App } from './app.ts'
import type { Context, RecordedEvent } from './context.ts'
import { transact } from './database/transact.ts'
import { keyNotAccepted, type Problem, signInRequired } from './errors.ts'
import { sqlFileStore } from './files/sql-file-store.ts'
import { newId } from './id.ts'
import { keepRightUses } from './keep-right-uses.ts'
import { appendEntries } from './ledger/append.ts'
import type { LedgerEntry } from './ledger/canonical.ts'
import type { Module } from './module.ts'
import { writeNotice } from './notify/write-notice.ts'
import { sqlDesk } from './obligation/sql-desk.ts'
import { refuse, RefusalAfterCommit } from './refuse.ts'
import { type RightUse, usesOf } from './right-use.ts'
import type { Locale } from './sentence.ts'

/** Who calls, from where, in which language. */
export type Caller = { actor: Actor; origin: Origin; locale: Locale }

/** What a transport does with the caller's session once the transaction has committed. */
export type SessionChange = { kind: 'granted'; token: string; expiresAt: Date } | { kind: 'ended' } | { kind: 'none' }

export type Outcome = { output: unknown; session: SessionChange }

type Work = {
  name: string
  module: Module
  caller: Caller
  run: (ctx: Context) => Promise<unknown>
  /** Event types that the work may record; without it, any that its module declares. */
  mayRecord?: readonly string[]
  /** The right that the work needs, if it needs one. */
  permission?: string
  /** Work that changes something and records nothing is a defect: it is undone. */
  mustRecord?: boolean
  /** Whether the caller's session or key must still be alive when the work begins; it then lives until the commit. */
  mustBeAdmitted?: boolean
}

/**
 * Runs work in one transaction, then appends what it recorded and enqueues the jobs that wait for those events - still
 * in the same transaction, so that change, ledger and follow-up commit together or not at all.
 * @throws Problem `session.required`, `api-key.not-accepted` when the caller was shut out meanwhile
 * @throws Problem thrown by the work (everything undone) or handed to `ctx.refuse` (everything kept)
 */
export const runInTransaction = async (app: App, work: Work): Promise<Outcome> => {
  const { name, module, caller, run } = work
  let session: SessionChange = { kind: 'none' }
  let refusal: Problem | undefined
  let uses: readonly RightUse[] = []

  const output = await transact(app.database, async (trx) => {
    session = { kind: 'none' }
    refusal = undefined
    // Of an attempt before this one, where the database asked for another.
    app.rightUses.giveBack(uses)
    uses = []
    if (work.mustBeAdmitted === true && !(await app.isStillAdmitted(trx, caller.actor))) {
      throw caller.actor.kind === 'api-key' ? keyNotAccepted() : signInRequired()
    }
    const now = app.clock.now()
    const events: RecordedEvent[] = []
    const used = new Set(work.permission === undefined ? [] : [work.permission])
    const record = (event: RecordedEvent): void => {
      events.push(event)
    }
    const enqueue = app.queue.enqueueIn(trx)
    const ctx: Context = {
      db: trx,
      actor: caller.actor,
      now,
      locale: caller.locale,
      origin: caller.origin,
      ports: module.ports,
      secrets: app.secrets,
      obligations: sqlDesk({ db: trx, now, record, enqueue }),
      files: sqlFileStore({ db: trx, now }),
      session: {
        grant: (token, expiresAt) => {
          session = { kind: 'granted', token, expiresAt }
        },
        end: () => {
          session = { kind: 'ended' }
        },
      },
      record: (event) => {
        if (work.mayRecord !== undefined && !work.mayRecord.includes(event.type)) {
          throw new Error(`${name} recorded ${event.type}, which it does not declare`)
        }
        record(event)
      },
      enqueue,
      notify: (personId, notice) => writeNotice(trx, { personId, notice, now }),
      used: (permission) => {
        used.add(permission)
      },
      refuse,
    }

    const result = await run(ctx).catch((error: unknown) => {
      if (error instanceof RefusalAfterCommit) {
        refusal = error.problem
        return undefined
      }
      throw error
    })

    if (work.mustRecord === true && refusal === undefined && events.length === 0) {
      throw new Error(`${name} changed something and recorded nothing`)
    }
    uses = refusal === undefined ? app.rightUses.take(usesOf(caller.actor, used, now)) : []
    await keepRightUses(app, trx, uses)
    const entries = events.map((event) => entryOf({ event, name, caller, now }))
    if (entries.length > 0) await appendEntries(trx, { macKey: app.secrets.ledgerMac }, entries)
    for (const { id: entryId, type, subject } of entries) {
      for (const job of app.catalogue.subscribers.get(type) ?? []) {
        await enqueue(job, { entryId, type, subjectKind: subject?.kind ?? '', subjectId: subject?.id ?? '' })
      }
    }
    return result
  }).catch((error: unknown) => {
    app.rightUses.giveBack(uses)
    throw error
  })

  if (refusal !== undefined) throw refusal
  return { output, session }
}

const entryOf = ({ event, name, caller, now }: {
  event: RecordedEvent
  name: string
  caller: Caller
  now: Date
}): LedgerEntry => ({
  id: newId(now.getTime()),
  at: now.toISOString(),
  operation: name,
  type: event.type,
  actor: actorInLedger(caller.actor),
  subject: event.subject,
  detail: event.detail ?? {},
  origin: {
    request: caller.origin.request,
    ...(caller.origin.ip === undefined ? {} : { ip: caller.origin.ip }),
    ...(caller.origin.device === undefined ? {} : { device: caller.origin.device }),
    ...(caller.actor.kind === 'person' ? { session: caller.actor.sessionId } : {}),
  },
})

const actorInLedger = (actor: Actor): LedgerEntry['actor'] => {
  switch (actor.kind) {
    case 'person':
    case 'api-key':
      return { kind: actor.kind, id: actor.id, name: actor.name }
    case 'job':
    case 'machine':
      return { kind: actor.kind, id: actor.id }
    case 'anonymous':
      return { kind: 'anonymous' }
  }
}
