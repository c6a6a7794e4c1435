import { randomBytes } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { startAliyunKms } from '../../../test/peers/aliyun-kms.ts'
import { CannotOpen } from '../../kernel/secrets/seal.ts'
import { KeySourceAway } from '../key-service.ts'
import { keyServiceFrom } from '../key-service-from.ts'
import { aliyunKeySource } from './key-source.ts'

const keys = { accessKeyId: 'LTAIEXAMPLE', accessKeySecret: 'SECRETEXAMPLE' }
const peer = await startAliyunKms(keys, 'alias/weidun')
afterAll(() => peer.close())
const limits = { timeoutMs: 400, attempts: 2, backoffMs: 1 }
const source = (change: Partial<Parameters<typeof aliyunKeySource>[0]> = {}) =>
  aliyunKeySource({ endpoint: peer.url, key: 'alias/weidun', limits, ...keys, ...change })

describe('a key source in the key service of Alibaba Cloud (DAT-1)', () => {
  it('unwraps what it wrapped, at its place alone, and asks once', async () => {
    const [plain, kms] = [randomBytes(32), source()]
    const wrapped = await kms.wrap(plain, 'sealing_key|wrapped|1')
    const before = peer.calls.length
    expect(Buffer.from(await kms.unwrap(wrapped, 'sealing_key|wrapped|1'))).toEqual(plain)
    await kms.unwrap(wrapped, 'sealing_key|wrapped|1')
    expect(peer.calls.length - before).toBe(1)
    await expect(kms.unwrap(wrapped, 'sealing_key|wrapped|2')).rejects.toThrow(CannotOpen)
    const changed = Buffer.from(wrapped)
    changed.write(changed.subarray(20, 21).toString() === 'A' ? 'B' : 'A', 20)
    await expect(kms.unwrap(changed, 'sealing_key|wrapped|1')).rejects.toThrow(CannotOpen)
  })

  it.each([
    ['another secret', () => source({ accessKeySecret: 'OTHER' })],
    ['another key', () => source({ key: 'alias/other' })],
    ['nobody there', () => source({ endpoint: new URL('http://127.0.0.1:9') })],
  ])('says that the service is away, and neither secret nor address: %s', async (_what, made) => {
    const failure = await made().wrap(randomBytes(32), 'a').catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(KeySourceAway)
    expect(String(failure)).not.toMatch(/SECRET|OTHER|127\.0\.0\.1/)
  })

  it('takes a key that is disabled for away, not for a value that does not open, and nonsense for no answer', async () => {
    const wrapped = await source().wrap(randomBytes(32), 'a')
    peer.disable(true)
    await expect(source().unwrap(wrapped, 'a')).rejects.toThrow(KeySourceAway)
    peer.disable(false)
    peer.next({ status: 200, body: '{"Plaintext":"<html>"}' })
    await expect(source().unwrap(wrapped, 'a')).rejects.toThrow(KeySourceAway)
    await source().unwrap(wrapped, 'a')
  })

  it('is none unless it is configured, names what is missing, and is one of one', () => {
    expect(keyServiceFrom({})).toBeUndefined()
    expect(() => keyServiceFrom({ WEIDUN_KMS_ALIYUN_ID: 'LTAIEXAMPLE' })).toThrow(/SECRET[^]*REGION[^]*KEY/)
    const kms = { WEIDUN_KMS_ALIYUN_ID: 'a', WEIDUN_KMS_ALIYUN_SECRET: 'b', WEIDUN_KMS_ALIYUN_REGION: 'cn-hangzhou', WEIDUN_KMS_ALIYUN_KEY: 'alias/weidun' }
    expect(keyServiceFrom(kms)).toMatchObject({ wraps: true, source: { keyId: 'aliyun-kms:alias/weidun' } })
    const vault = { WEIDUN_VAULT_URL: 'https://vault.example.com', WEIDUN_VAULT_TOKEN: 'hvs.EXAMPLE', WEIDUN_VAULT_KEY: 'weidun' }
    expect(() => keyServiceFrom({ ...kms, ...vault })).toThrow('只能配置一个')
  })
})
