import { createSecretKey } from 'node:crypto'
import { generateSync } from 'otplib'
import { pino } from 'pino'
import { afterAll } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { PersonActor } from '../../kernel/context.ts'
import type { Problem } from '../../kernel/errors.ts'
import { newId } from '../../kernel/id.ts'
import { invoke } from '../../kernel/invoke.ts'
import type { Module } from '../../kernel/module.ts'
import { jobRunner } from '../../kernel/jobs/run-job.ts'
import { assemble } from '../../kernel/runtime.ts'
import { secretsOf } from '../../kernel/secrets/secrets.ts'
import type { KernelTables } from '../../kernel/tables.ts'
import type { Outcome } from '../../kernel/transaction.ts'
import { deskModule } from '../desk/index.ts'
import { identityDatabase } from './database.ts'
import {
  actorOf,
  authenticate,
  createSetUpToken,
  identityModule,
  isStillAdmitted,
  listDepartments,
  peopleBriefs,
  resolveOwner,
} from './index.ts'
import type { IdentityPorts } from './scope.ts'
import { identityPermissions } from './vocabulary.ts'

export const databaseKinds = testDatabases()
export const goodPassword = 'Moon-Bamboo 47 rafts'
export const otherPassword = 'Kettle&Ferry-93'

type Options = { setUp?: false; demanding?: true; sendSms?: NonNullable<IdentityPorts['sendSms']>; alarm?: NonNullable<IdentityPorts['alarm']>; warn?: NonNullable<IdentityPorts['warn']>; outsideSignIns?: NonNullable<IdentityPorts['outsideSignIns']> }

type Call = { actor?: Actor; ip?: string; device?: string; deviceToken?: string }

/** The browser that everybody uses unless a test says otherwise. */
export const commonDevice = 'f'.repeat(43)

/** Without the directory, whose people leave through modules that are not part of this. */
const alone = (module: Module): Module => ({
  ...module,
  operations: module.operations.filter(({ permission }) => permission !== 'identity.provision-people'),
  recordsOfOthers: [],
  fronts: [],
})

/** This module, with the desk for its obligations, on a fresh database, set up by its first administrator, with a clock that the test moves. */
export const startIdentity = async (kind: (typeof databaseKinds)[number], options: Options = {}) => {
  const database = await kind.create<KernelTables>()
  let current = new Date('2026-06-01T02:00:00Z').getTime()
  const clock = { now: () => new Date(current) }
  const app = await assemble({
    database,
    modules: [
      alone(identityModule({
        demo: false,
        site: () => new URL('https://weidun.example'),
        ...(options.sendSms === undefined ? {} : { sendSms: options.sendSms }),
        ...(options.alarm === undefined ? {} : { alarm: options.alarm }),
        ...(options.warn === undefined ? {} : { warn: options.warn }),
        ...(options.outsideSignIns === undefined ? {} : { outsideSignIns: options.outsideSignIns }),
        operations: () => [...app.catalogue.operations.values()],
        knownPermissions: () =>
          Object.entries(identityPermissions).map(([id, sentence]) => ({ id, module: 'identity', sentence })),
        leave: () => Promise.reject(new Error('Nobody leaves here: the module of leavings is not part of this')),
      })),
      // Reminds of the obligations that this module makes.
      deskModule({ resolveOwner, people: peopleBriefs, departments: listDepartments, postTitle: () => undefined }),
    ],
    secrets: secretsOf(createSecretKey(Buffer.from('0123456789abcdef0123456789abcdef'))),
    log: pino({ level: 'silent' }),
    isStillAdmitted,
    clock,
  })
  afterAll(async () => {
    await app.queue.stop()
    await database.close()
  })
  const db = identityDatabase(database.kysely)

  const run = (
    name: string,
    input: unknown,
    { actor = { kind: 'anonymous' }, ...place }: Call = {},
  ): Promise<Outcome> =>
    invoke(app, `identity.${name}`, input, {
      actor,
      locale: 'zh',
      origin: { request: newId(), deviceToken: commonDevice, ...place },
    })
  const call = async (name: string, input: unknown, by: Call = {}): Promise<Record<string, unknown>> =>
    (await run(name, input, by)).output as Record<string, unknown>
  /** The token of the session that a sign-in granted. */
  const grantedBy = ({ session }: Outcome): string => {
    if (session.kind !== 'granted') throw new Error(`No session was granted, it was ${session.kind}`)
    return session.token
  }
  const actor = async (id: string): Promise<Actor> => {
    const found = await actorOf(database.kysely, id, clock.now())
    if (found === null) throw new Error('Not an active person')
    return found
  }
  /** Who presents the token. */
  const present = async (token: string): Promise<PersonActor | null> => {
    const session = await presentAgain(token)
    if (session === 'copied') throw new Error('The token was copied')
    return session?.actor ?? null
  }
  /** Who presents the token, and the token that takes its place. */
  const presentAgain = (token: string, deviceToken = commonDevice) =>
    authenticate(database.kysely, token, {
      now: clock.now(),
      secrets: app.secrets,
      deviceToken,
    })
  const newSetUpToken = () => createSetUpToken(database.kysely, { now: clock.now(), secrets: app.secrets })
  const setUp = async (): Promise<string> => {
    const outcome = await run('complete-set-up', {
      token: await newSetUpToken(),
      company: '云溪茶业有限公司',
      department: '信息安全部',
      name: '方圆',
      loginName: 'fang.yuan',
      password: goodPassword,
    })
    const id = (await present(grantedBy(outcome)))?.id ?? ''
    // Most rules are tested without the factors that the company demands from the first day on.
    const settings = { secondFactorDemanded: options.demanding === true, passkeyDemanded: options.demanding === true, keyModels: [] }
    await run('update-factor-settings', settings, { actor: await actor(id) })
    return id
  }
  const administrator = options.setUp === false ? '' : await setUp()
  let people = 0

  /** Adds a person through invitation and acceptance; they have `goodPassword`. */
  const join = async (posts: readonly string[], from: Call = {}): Promise<{ id: string; loginName: string }> => {
    people += 1
    const loginName = `person-${people}`
    const { id: departmentId } = await db
      .selectFrom('department')
      .select('id')
      .orderBy('added_at')
      .executeTakeFirstOrThrow()
    const by = { actor: await actor(administrator) }
    const added = await call('add-person', { name: `同事 ${people}`, loginName, departmentId, posts }, by)
    await call('accept-invitation', { token: added['invitationToken'], password: goodPassword }, from)
    return { id: String(added['id']), loginName }
  }
  const signIn = (loginName: string, password: string = goodPassword, by: Call = {}) =>
    run('sign-in', { loginName, password }, by)
  /** The session token of a person who signs in with the password alone. */
  const sessionOf = async (loginName: string, by: Call = {}): Promise<string> =>
    grantedBy(await signIn(loginName, goodPassword, by))
  const advance = (seconds: number): void => {
    current += seconds * 1000
  }

  return {
    app,
    db,
    clock,
    run,
    call,
    actor,
    present,
    presentAgain,
    setUp,
    newSetUpToken,
    administrator,
    join,
    signIn,
    sessionOf,
    grantedBy,
    advance,
    /** Signed in with a session of their own. */
    signedIn: async (loginName: string): Promise<Actor> => {
      const found = await present(await sessionOf(loginName))
      if (found === null) throw new Error('The session does not open')
      return found
    },
    /** Sets one-time codes up and waits until the code used for it has passed; returns the codes to come, and the session's new token. */
    enableTotp: async (person: Actor) => {
      const { secret } = await call('begin-totp', {}, { actor: person })
      const code = () => generateSync({ secret: String(secret), epoch: Math.floor(current / 1000) })
      const finished = await run('finish-totp', { code: code() }, { actor: person })
      advance(60)
      return Object.assign(code, { token: finished.session.kind === 'granted' ? finished.session.token : '' })
    },
    runJobs: () => app.queue.drain(jobRunner(app)),
    runJob: async (name: string): Promise<void> => {
      const job = app.catalogue.jobs.get(name)
      if (job === undefined) throw new Error(`There is no job ${name}`)
      await jobRunner(app)(job, {})
    },
    /** Obligations of a kind, the oldest first. */
    obligations: (kind: string) =>
      db.selectFrom('obligation').selectAll().where('kind', '=', kind).orderBy('id').execute(),
    /** Kinds of the notices of a person. */
    notices: async (personId: string): Promise<readonly string[]> =>
      (await db.selectFrom('notice').select('kind').where('person_id', '=', personId).orderBy('id').execute()).map((row) => row.kind),
    ledger: (type: string) =>
      db.selectFrom('ledger_entry').selectAll().where('type', '=', type).orderBy('id').execute(),
  }
}

/** The code of the problem that a call ends with. */
export const codeOf = async (call: Promise<unknown>): Promise<string> => (await problemOf(call)).code

/** The problem that a call ends with; fails where it ends well. */
export const problemOf = async (call: Promise<unknown>): Promise<Problem> => {
  try {
    await call
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'sentence' in error) return error as Problem
    throw error
  }
  throw new Error('The call went through')
}
