import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../src/kernel/database/database.ts'
import { transact } from '../src/kernel/database/index.ts'
import { migrate } from '../src/kernel/database/migrate.ts'
import { newId } from '../src/kernel/id.ts'
import { loadMasterKey } from '../src/kernel/secrets/master-key.ts'
import { secretsOf } from '../src/kernel/secrets/secrets.ts'
import type { KernelTables } from '../src/kernel/tables.ts'
import { dataKeysIn } from '../src/modules/vault/fields/sealed-fields.ts'
import type { VaultTables } from '../src/modules/vault/tables.ts'
import { fictional, newCustomer } from '../src/modules/vault/vault.fixture.ts'
import { serverPlaces } from './places.ts'
import { onServer } from './postgres.ts'
import { createHttpClient, type HttpClient, setUpCompany, startServerProcess } from './server-process.ts'

const password = 'Kill-9-is-no-Excuse'
/** A rotation moves 2,000 values a step. */
const sealedValues = 8_000
const customers = 16
const values = { name: fictional.name, mobile: fictional.mobile, 'id-card': fictional['id-card'] }

describe.each(serverPlaces())('a server killed during a rotation of keys and erasures on $name (DAT-1, DAT-5)', ({ name, prepare }) => {
  const cleanUps: (() => Promise<unknown>)[] = []
  afterAll(async () => {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp()
  })

  it('finishes the rotation, keeps every acknowledged erasure and none half, and leaves no value in clear', { timeout: 240_000 }, async () => {
    const { dataDirectory, databaseUrl, remove } = await prepare()
    cleanUps.push(remove)
    await sealMany({ dataDirectory, databaseUrl })
    const first = await startServerProcess({ dataDirectory, databaseUrl })
    cleanUps.push(first.kill)
    const { administrator, service, legal } = await hireEverybody(first.url, first.printed())
    const ids: string[] = []
    for (let count = 0; count < customers; count += 1) {
      const { id } = await service.call('vault.register-customer', newCustomer({ ...values, mobile: `138000000${10 + count}` }))
      await service.call('vault.ask-erasure', { id, reason: '客户来信要求删除' })
      ids.push(id)
    }

    const acknowledged = new Set<string>()
    const refusals: unknown[] = []
    const rotate = async () => expect((await administrator.call('keys.rotate-keys', {})).total).toBeGreaterThanOrEqual(sealedValues)
    await rotate()
    const erasures = ids.map(async (id) => {
      const answer = await legal.post('vault.erase-customer', { id, reason: '核实身份后同意' }).catch(() => undefined)
      if (answer?.status === 200) acknowledged.add(id)
      // Too busy to answer is no refusal: nothing was acknowledged.
      else if (answer !== undefined && answer.status !== 503) refusals.push(answer.body)
    })
    const untilMoved = async (): Promise<'begun' | 'moving' | 'over'> => {
      let state: 'begun' | 'moving' | 'over' = 'begun'
      const look = async () => {
        const { rotation } = await administrator.call('keys.view-keys', {})
        return (state = rotation === null ? 'over' : rotation.done > 0 ? 'moving' : 'begun')
      }
      await expect.poll(look, { timeout: 60_000, interval: 60 }).not.toBe('begun')
      return state
    }
    // Where a busy machine looked away for all of a rotation, it is given another.
    let [state, rotations] = [await untilMoved(), 1]
    for (; state === 'over' && rotations < 5; rotations += 1) {
      await rotate()
      state = await untilMoved()
    }
    expect(state).toBe('moving')
    await first.kill()
    await Promise.all(erasures)
    expect(refusals).toEqual([])

    const second = await startServerProcess({ dataDirectory, databaseUrl })
    cleanUps.push(second.kill)
    const [administratorAgain, serviceAgain, legalAgain] = await Promise.all(
      ['administrator', 'service', 'legal'].map(async (loginName) => {
        const client = createHttpClient(second.url)
        await client.call('identity.sign-in', { loginName, password })
        return client
      }),
    )
    if (administratorAgain === undefined || serviceAgain === undefined || legalAgain === undefined) throw new Error('three sign in')
    await expect.poll(async () => (await administratorAgain.call('keys.view-keys', {})).rotation, { timeout: 60_000, interval: 100 }).toBeNull()
    const { keys } = await administratorAgain.call('keys.view-keys', {})
    const versions = Array.from({ length: rotations + 1 }, (_, past) => ({ version: rotations + 1 - past, state: past === 0 ? 'active' : 'retired' }))
    expect(keys.map(({ version, state }) => ({ version, state }))).toEqual(versions)

    const kept: string[] = []
    for (const id of ids) {
      const { state } = await legalAgain.call('vault.view-customer', { id })
      const { items } = await legalAgain.call('vault.view-access-record', { id })
      expect(items.filter(({ type }) => type === 'customer.erased')).toHaveLength(state === 'erased' ? 1 : 0)
      if (acknowledged.has(id)) expect(state).toBe('erased')
      if (state !== 'erased') kept.push(id)
    }
    for (const id of kept.slice(0, 5)) {
      const { fields } = await serviceAgain.call('vault.open-fields', { id, kinds: ['mobile'], purpose: 'contact', reason: '核对回访记录' })
      expect(fields).toEqual([{ kind: 'mobile', value: `138000000${10 + ids.indexOf(id)}` }])
    }
    await second.stop()

    const backup = name === 'pglite' ? await bytesUnder(join(dataDirectory, 'database')) : await rowsOf(databaseUrl ?? '')
    expect(backup.length).toBeGreaterThan(1_000_000)
    for (const value of [values.name, values['id-card'], ...ids.map((_, index) => `138000000${10 + index}`)]) {
      expect(backup.includes(value), value).toBe(false)
      expect(backup.includes(Buffer.from(value).toString('hex')), `${value} in hex`).toBe(false)
    }
  })
})

/** Puts keys of customers into the database before anybody starts a server: enough for a rotation of several steps. */
const sealMany = async ({ dataDirectory, databaseUrl }: { dataDirectory: string; databaseUrl: string | undefined }): Promise<void> => {
  const database = await openDatabase<VaultTables & KernelTables>({
    url: databaseUrl,
    directory: join(dataDirectory, 'database'),
    onBackgroundError: (error) => {
      throw error
    },
  })
  await migrate(database)
  const { key } = await loadMasterKey({ env: {}, dataDirectory })
  const secrets = secretsOf(key)
  const [now, departmentId] = [new Date(), newId()]
  await transact(database, async (db) => {
    const departments = db as unknown as Kysely<{ department: { id: string; name: string; added_at: Date } }>
    await departments.insertInto('department').values({ id: departmentId, name: '旧系统', added_at: now }).execute()
    const envelopeFor = await dataKeysIn({ db, now, secrets })
    for (let from = 0; from < sealedValues; from += 1_000) {
      const rows = Array.from({ length: 1_000 }, () => newId()).map((id) => ({ id, envelope: envelopeFor(id).envelope }))
      await sql`insert into customer (id, department_id, data_key, state, source, source_detail, basis, evidence, evidence_at,
          separate_consent, guardian_consent, minor, registered_at, changed_at)
        select id, ${departmentId}, envelope, 'active', 'other', '旧系统', 'contract', '旧系统', ${now}, false, false, false, ${now}, ${now}
        from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ envelope }) => `\\x${Buffer.from(envelope).toString('hex')}`)}::bytea[]) as made (id, envelope)`.execute(db)
    }
  })
  await database.close()
}

const hireEverybody = async (url: string, printed: string): Promise<Record<'administrator' | 'service' | 'legal', HttpClient>> => {
  const person = { department: '客服部', name: '管理员', loginName: 'administrator', password }
  const administrator = await setUpCompany({ url, printed }, { company: '测试公司', ...person })
  const { department } = await administrator.call('identity.view-me', {})
  const join = async (loginName: string, post: string): Promise<HttpClient> => {
    const invited = { name: loginName, loginName, departmentId: department.id, posts: [post] }
    const { invitationToken } = await administrator.call('identity.add-person', invited)
    const client = createHttpClient(url)
    await client.call('identity.accept-invitation', { token: invitationToken, password })
    return client
  }
  return { administrator, service: await join('service', 'customer-service'), legal: await join('legal', 'legal') }
}

/** Every byte of every file: what a copy of the directory holds, the log of the database included. */
const bytesUnder = async (directory: string): Promise<Buffer> => {
  const files = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  return Buffer.concat(await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name)))))
}

/** Every row of every table as text, which is what a dump holds. */
const rowsOf = async (url: string): Promise<string> => {
  const tables = await onServer(url, `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`)
  const parts: string[] = []
  for (const { name } of tables) {
    for (const { text } of await onServer(url, `select dumped::text as text from ${String(name)} as dumped`)) parts.push(String(text))
  }
  return parts.join('\n')
}
