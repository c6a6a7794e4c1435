import { inflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { type House, minute, refusalOf, startHouse } from './content.fixture.ts'

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

describe.each(testDatabases())('who sees what, on $name', ({ name }) => {
  let house: House
  beforeAll(async () => {
    house = await startHouse(name)
  })

  type Part = Parameters<House['as']>[0]
  const ids = async (part: Part, filters: Record<string, unknown> = {}): Promise<readonly string[]> => {
    const page = { sort: 'updated' as const, order: 'desc' as const, page: 1, pageSize: 100 }
    const { items } = await house.app.call('content.list-materials', { ...page, ...filters }, await house.as(part))
    return items.map(({ id }) => id)
  }

  it('shows an operator the own department, overseers all, everybody else nothing', async () => {
    const id = await house.draft()
    for (const part of ['author', 'colleague', 'head', 'lawyer', 'auditor', 'security'] as const) {
      expect((await house.view(id, part)).id).toBe(id)
      expect(await ids(part)).toContain(id)
    }
    for (const part of ['outsider', 'otherHead', 'finance'] as const) {
      expect(await refusalOf(house.view(id, part))).toEqual(['record.not-found'])
      expect(await ids(part)).not.toContain(id)
    }
  })

  it('answers what is not there and what is not for you alike', async () => {
    const id = await house.draft()
    const nowhere = '0190f5a0-0000-7000-8000-000000000000'
    expect(await refusalOf(house.view(id, 'outsider'))).toEqual(await refusalOf(house.view(nowhere, 'outsider')))
    expect(await refusalOf(house.edit(nowhere, {}, 'author'))).toEqual(['record.not-found'])
    const discard = house.app.call('content.discard-material', { id, reason: '不要' }, await house.as('outsider'))
    expect(await refusalOf(discard)).toEqual(['record.not-found'])
  })

  it('keeps attachments with the materials that one may see', async () => {
    const { app, as } = house
    const added = await app.call('content.add-attachment', { name: '海报.png', base64: pixel }, await as('author'))
    expect(added.mediaType).toBe('image/png')
    const id = await house.draft({ attachments: [{ digest: added.digest, name: '海报.png' }] })
    const read = async (part: 'colleague' | 'outsider', digest = added.digest) =>
      app.call('content.read-attachment', { materialId: id, digest }, await as(part))
    expect(await read('colleague')).toEqual({ name: '海报.png', mediaType: 'image/png', base64: pixel })
    expect(await refusalOf(read('outsider'))).toEqual(['record.not-found'])
    const bare = await house.draft()
    const other = { materialId: bare, digest: added.digest }
    const elsewhere = app.call('content.read-attachment', other, await as('author'))
    expect(await refusalOf(elsewhere)).toEqual(['record.not-found'])

    const broken = app.call('content.add-attachment', { name: '坏.png', base64: `${pixel}!` }, await as('author'))
    expect(await refusalOf(broken)).toEqual(['attachment.base64-invalid'])
    const unknown = house.draft({ attachments: [{ digest: 'a'.repeat(64), name: '没有.png' }] })
    expect(await refusalOf(unknown)).toEqual(['material.attachment-unknown'])
  })

  it('finds materials by text, state, channel and part in them', async () => {
    const odd = await house.draft({ title: '百分之百_果汁', copy: '含量 100% 的果汁。', channel: 'moments' })
    expect(await ids('author', { search: '百_果' })).toEqual([odd])
    expect(await ids('author', { search: '100%' })).toEqual([odd])
    expect(await ids('author', { search: '%_%' })).toEqual([])
    expect(await ids('author', { channel: 'moments' })).toContain(odd)
    expect(await ids('author', { state: 'published' })).not.toContain(odd)
    expect(await ids('colleague', { involvement: 'mine' })).not.toContain(odd)
    expect(await ids('author', { involvement: 'mine' })).toContain(odd)
    const waiting = await house.bringTo('department-review')
    expect(await ids('head', { involvement: 'to-review' })).toContain(waiting)
    expect(await ids('lawyer', { involvement: 'to-review' })).not.toContain(waiting)
    await house.approve(waiting, 'head')
    expect(await ids('head', { involvement: 'reviewed' })).toContain(waiting)
    expect(await ids('lawyer', { involvement: 'to-review' })).toContain(waiting)
  })

  it('pages through a list without losing or doubling a row', async () => {
    const total = (await ids('auditor')).length
    const pages = await Promise.all(
      Array.from({ length: Math.ceil(total / 2) }, (_, index) => ids('auditor', { page: index + 1, pageSize: 2 })),
    )
    expect(new Set(pages.flat()).size).toBe(total)
  })

  it('queues what is due first on top, and marks what is not for me', async () => {
    const fresh = await startHouse(name)
    const first = await fresh.bringTo('department-review')
    fresh.app.clock.advance(minute)
    const second = await fresh.bringTo('department-review', { copy: '100%治愈失眠。' })
    const queue = async (part: 'head' | 'lawyer' | 'otherHead' | 'finance' | 'security', mine = false) =>
      fresh.app.call('content.list-queue', { mine, page: 1, pageSize: 20 }, await fresh.as(part))
    const forHead = await queue('head')
    expect(forHead.items.map(({ material }) => material.id)).toEqual([first, second])
    expect(forHead.items[0]).toMatchObject({ level: 'department', claimedBy: null, notForMe: false })
    expect(forHead.items[0]?.findings.block).toBe(0)
    expect(forHead.items[1]?.findings.block).toBeGreaterThan(0)
    expect((await queue('lawyer')).total).toBe(0)
    expect((await queue('otherHead')).total).toBe(0)
    expect((await queue('finance')).total).toBe(0)
    expect((await queue('security')).total).toBe(2)
    await fresh.claim(first, 'head')
    expect((await queue('head', true)).items.map(({ material }) => material.id)).toEqual([first])
  })

  it('says on the material what may be done with it', async () => {
    const id = await house.bringTo('department-review')
    const may = async (part: Parameters<House['as']>[0]) => (await house.view(id, part)).may
    expect(await may('author')).toMatchObject({ edit: true, submit: false, claim: false, decide: false, discard: true })
    expect(await may('head')).toMatchObject({ edit: false, claim: true, decide: false })
    expect(await may('lawyer')).toMatchObject({ claim: false, decide: false })
    await house.claim(id, 'head')
    expect(await may('head')).toMatchObject({ claim: false, decide: true })
    await house.app.call(
      'content.return-review',
      { reviewId: await house.openReviewOf(id), reason: '请修改' },
      await house.as('head'),
    )
    expect(await may('author')).toMatchObject({ submit: true, passSelfCheck: false })
    const out = await house.bringTo('published')
    expect((await house.view(out, 'author')).may).toMatchObject({ publish: true, takeDown: true, discard: false })
  })

  it('lists publications with account, address and time', async () => {
    const id = await house.bringTo('published')
    const page = { page: 1, pageSize: 100 }
    const filters = { state: 'live' as const, ...page }
    const { items } = await house.app.call('content.list-publications', filters, await house.as('author'))
    expect(items.find(({ material }) => material.id === id)).toMatchObject({
      account: { name: '门店号', platform: 'weibo' },
      recordedBy: { name: '作者' },
      takenDown: null,
    })
    expect((await house.app.call('content.list-publications', page, await house.as('outsider'))).total).toBe(0)
  })

  it('exports to Excel in Chinese and Beijing time, runs no formula, and records it', async () => {
    await house.draft({ title: '=HYPERLINK("https://evil.example","x")' })
    const filters = { involvement: 'mine' as const, sort: 'updated' as const, order: 'desc' as const }
    expect(await refusalOf(house.app.call('content.export-materials', filters, await house.as('author')))).toEqual([
      'permission.missing',
    ])
    const author = await house.as('author')
    if (author.kind !== 'person') throw new Error('The author is a person')
    const exporter = { ...author, permissions: new Set([...author.permissions, 'content.export']) }
    const narrowed = { ...filters, search: 'HYPERLINK' }
    const { fileName, base64 } = await house.app.call('content.export-materials', narrowed, exporter)
    expect(fileName).toBe('物料清单-2026-06-01.xlsx')
    const parts = unzip(Buffer.from(base64, 'base64'))
    const texts = parts.get('xl/sharedStrings.xml') ?? ''
    expect(texts).toContain('更新时间')
    expect(texts).toContain('2026-06-01 10:00')
    expect(texts).toContain('=HYPERLINK(')
    expect([...parts.values()].join('')).not.toMatch(/<f[ >]/)
    const [entry] = (await house.ledger('materials.exported')).slice(-1)
    expect(entry?.detail).toMatchObject({ rows: 1 })
    expect(JSON.stringify(entry?.detail)).not.toContain('HYPERLINK')
  })
})

/** Texts of a zip archive, by name (APPNOTE.TXT 4.3.7 and 4.3.12). */
const unzip = (archive: Buffer): ReadonlyMap<string, string> => {
  const parts = new Map<string, string>()
  let at = archive.readUInt32LE(archive.lastIndexOf(Buffer.from('PK\u0005\u0006')) + 16)
  while (archive.readUInt32LE(at) === 0x02014b50) {
    const size = archive.readUInt32LE(at + 20)
    const nameLength = archive.readUInt16LE(at + 28)
    const name = archive.subarray(at + 46, at + 46 + nameLength).toString()
    const local = archive.readUInt32LE(at + 42)
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const bytes = archive.subarray(start, start + size)
    parts.set(name, (archive.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes)).toString())
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return parts
}
