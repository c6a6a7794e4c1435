import { describe, expect, it } from 'vitest'
import { createScreener } from './index.ts'
import { loadPacks } from './load-packs.ts'
import { asJson, packFileOf, packsFromFile } from './pack-file.ts'

const packs = await loadPacks()
const text = '全网最低价，包治糖尿病，jia薇信领资料'

describe('the file of packs', () => {
  it('gives back what was put in, the tables in place', () => {
    const file = packFileOf(asJson(packs))
    const read = packsFromFile(file)
    expect(read === null ? null : asJson(read)).toEqual(asJson(packs))
    expect(read?.classifier?.features).toBeInstanceOf(Uint8Array)
    // Where the bytes do not begin at a multiple of four, too.
    const shifted = new Uint8Array(file.length + 1)
    shifted.set(file, 1)
    expect(packsFromFile(shifted.subarray(1))?.version).toBe(packs.version)
  })

  it('says the same as JSON', () => {
    const fromJson = createScreener(JSON.parse(JSON.stringify(asJson(packs))) as typeof packs)
    expect(fromJson.check(text)).toEqual(createScreener(packs).check(text))
    expect(fromJson.check(text).decision).toBe('deny')
  })

  it('is refused in another format, and where nothing is in it', () => {
    expect(packsFromFile(packFileOf({ ...packs, format: packs.format - 1 }))).toBeNull()
    expect(packsFromFile(new Uint8Array(3))).toBeNull()
  })
})
