import { createSecretKey, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashPassword, verifyPassword } from './password-hash.ts'

const newPepper = () => createSecretKey(randomBytes(32))
const pepper = newPepper()

describe('how passwords are stored (ACC-4)', () => {
  it('hashes with a memory-hard function: Argon2id, 19 MiB, two passes', async () => {
    expect(await hashPassword(pepper, 'Kettle&Ferry-93')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('knows the password again, also when typed full-width, and no other', async () => {
    const stored = await hashPassword(pepper, 'Kettle&Ferry-93')
    expect(await verifyPassword(pepper, 'Kettle&Ferry-93', stored)).toBe(true)
    expect(await verifyPassword(pepper, 'Ｋettle＆Ferry-９３', stored)).toBe(true)
    expect(await verifyPassword(pepper, 'Kettle&Ferry-94', stored)).toBe(false)
  })

  it('salts: the same password has another hash each time', async () => {
    const [one, other] = await Promise.all([hashPassword(pepper, 'same'), hashPassword(pepper, 'same')])
    expect(one).not.toBe(other)
  })

  it('needs the pepper: a stolen table is not enough', async () => {
    const stored = await hashPassword(pepper, 'Kettle&Ferry-93')
    expect(await verifyPassword(newPepper(), 'Kettle&Ferry-93', stored)).toBe(false)
  })

  it('answers no where there is no hash, after the same work', async () => {
    const stored = await hashPassword(pepper, 'Kettle&Ferry-93')
    const timed = async (hash: string | null) => {
      const began = process.cpuUsage()
      for (let i = 0; i < 10; i += 1) await verifyPassword(pepper, 'wrong', hash)
      const { user, system } = process.cpuUsage(began)
      return user + system
    }
    await timed(stored)
    const [known, unknown] = [await timed(stored), await timed(null)]
    expect(await verifyPassword(pepper, 'wrong', null)).toBe(false)
    expect(unknown / known).toBeGreaterThan(1 / 3)
    expect(unknown / known).toBeLessThan(3)
  })
})
