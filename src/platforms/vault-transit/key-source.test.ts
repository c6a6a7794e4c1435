import { createSecretKey, randomBytes } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { startVaultTransit } from '../../../test/peers/vault-transit.ts'
import { transact } from '../../kernel/database/transact.ts'
import { newId } from '../../kernel/id.ts'
import { KeySourceMissing } from '../../kernel/secrets/key-source.ts'
import { beginRotation, carryOn } from '../../kernel/secrets/rotation.ts'
import { CannotOpen } from '../../kernel/secrets/seal.ts'
import { openerOf, sealerIn } from '../../kernel/secrets/sealing-keys.ts'
import { secretsOf } from '../../kernel/secrets/secrets.ts'
import type { KernelTables } from '../../kernel/tables.ts'
import { KeySourceAway } from '../key-service.ts'
import { transitFrom, transitKeySource } from './key-source.ts'

const token = 'hvs.EXAMPLE-TOKEN'
const peer = await startVaultTransit({ token, key: 'weidun' })
afterAll(() => peer.close())
const limits = { timeoutMs: 400, attempts: 2, backoffMs: 1 }
const source = (change: Partial<Parameters<typeof transitKeySource>[0]> = {}) =>
  transitKeySource({ endpoint: peer.url, token, key: 'weidun', mount: 'transit', limits, ...change })

describe('a key source in Vault (DAT-1)', () => {
  it('unwraps what it wrapped, at its place alone, and asks once', async () => {
    const [plain, vault] = [randomBytes(32), source()]
    const wrapped = await vault.wrap(plain, 'sealing_key|wrapped|1')
    expect(Buffer.from(wrapped).toString()).toMatch(/^vault:v1:/)
    const before = peer.calls.length
    expect(Buffer.from(await vault.unwrap(wrapped, 'sealing_key|wrapped|1'))).toEqual(plain)
    await vault.unwrap(wrapped, 'sealing_key|wrapped|1')
    expect(peer.calls.length - before).toBe(1)
    await expect(vault.unwrap(wrapped, 'sealing_key|wrapped|2')).rejects.toThrow(CannotOpen)
  })

  it('still unwraps after its own key was rotated there', async () => {
    const plain = randomBytes(32)
    const wrapped = await source().wrap(plain, 'a')
    peer.rotate()
    expect(Buffer.from(await source().unwrap(wrapped, 'a'))).toEqual(plain)
    expect(Buffer.from(await source().wrap(plain, 'a')).toString()).toMatch(/^vault:v2:/)
  })

  it.each([
    ['another token', () => source({ token: 'hvs.OTHER' })],
    ['another key', () => source({ key: 'other' })],
    ['nobody there', () => source({ endpoint: new URL('http://127.0.0.1:9') })],
  ])('says that the service is away, and neither token nor address: %s', async (_what, made) => {
    const failure = await made().wrap(randomBytes(32), 'a').catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(KeySourceAway)
    expect(String(failure)).not.toMatch(/hvs|127\.0\.0\.1/)
  })

  it('is tried again while the service is sealed, and not believed when it answers nonsense', async () => {
    const wrapped = await source().wrap(randomBytes(32), 'a')
    peer.next({ status: 503, body: '{"errors":["Vault is sealed"]}' })
    await source().unwrap(wrapped, 'a')
    peer.next({ status: 200, body: '{"data":{"plaintext":"<html>"}}' })
    await expect(source().unwrap(wrapped, 'a')).rejects.toThrow(KeySourceAway)
  })

  it('is none unless it is configured, and names what is missing', () => {
    expect(transitFrom({})).toBeUndefined()
    expect(() => transitFrom({ WEIDUN_VAULT_URL: 'https://vault.example.com' })).toThrow(/WEIDUN_VAULT_TOKEN[^]*WEIDUN_VAULT_KEY/)
  })
})

describe.each(testDatabases())('moving from the master key to Vault on $name (DAT-1)', async (kind) => {
  const database = await kind.create<KernelTables>()
  afterAll(() => database.close())
  const within = <Answer>(work: (db: Transaction<KernelTables>) => Promise<Answer>): Promise<Answer> => transact(database, work)
  const master = createSecretKey(randomBytes(32))
  const now = new Date('2026-06-01T02:00:00Z')
  const columns = [{ table: 'sealed_thing', column: 'sealed_value', id: 'id' }]
  await sql`create table sealed_thing (id uuid primary key, sealed_value bytea)`.execute(database.kysely)
  const id = newId()
  const place = { table: 'sealed_thing', column: 'sealed_value', row: id }
  const read = (secrets: ReturnType<typeof secretsOf>) =>
    within(async (db) => {
      const { rows } = await sql<{ value: Uint8Array }>`select sealed_value as value from sealed_thing`.execute(db)
      const value = rows[0]?.value ?? new Uint8Array()
      return (await openerOf({ db, secrets }, [value]))(value, place)
    })

  it('is one rotation, and one back: everything opens before, during and after; without Vault nothing of its own does', async () => {
    const local = secretsOf(master)
    const both = secretsOf(master, { keySource: { source: source(), wraps: true } })
    const back = secretsOf(master, { keySource: { source: source(), wraps: false } })
    const rotate = async (secrets: ReturnType<typeof secretsOf>) => {
      await within((db) => beginRotation({ db, now, secrets }, { columns, id: newId() }))
      expect(await read(secrets)).toBe('秘密')
      let state = 'moving'
      while (state === 'moving') ({ state } = await within((db) => carryOn({ db, now, secrets }, columns)))
    }
    await within(async (db) => {
      const seal = await sealerIn({ db, now, secrets: local })
      await sql`insert into sealed_thing (id, sealed_value) values (${id}, ${seal('秘密', place)})`.execute(db)
    })
    expect(await read(both)).toBe('秘密')
    await rotate(both)
    expect(await read(back)).toBe('秘密')
    await expect(read(local)).rejects.toThrow(KeySourceMissing)
    await rotate(back)
    expect(await read(local)).toBe('秘密')
  })
})
