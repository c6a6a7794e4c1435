import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import readSheets from 'read-excel-file/universal'
import writeExcelFile from 'write-excel-file/node'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { refusalOf } from '../../content/content.fixture.ts'
import { startRuleHouse } from '../rules.fixture.ts'

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64')

const cell = (value: string) => ({ value, type: String })
const sheet = (rows: readonly (readonly string[])[]) =>
  writeExcelFile([{ sheet: '词条', data: rows.map((row) => row.map(cell)) }]).toBuffer()

/** The largest sheet that is taken, and one with a term more; made once for both databases. */
let largest: ReturnType<typeof makeLargest> | undefined

const makeLargest = async () => {
  const terms = Array.from({ length: 60_000 }, (_, at) => `词${at.toString(36)}条`)
  const file = await sheet([['词语', '处理', '类别', '级别'], ...terms.map((term) => [term, '禁用', '绝对化用语', '禁止'])])
  return { file, more: await sheet([['词语', '处理'], ...[...terms, '还有一个'].map((term) => [term, '禁用'])]) }
}

describe.each(testDatabases())('files of terms and rules on $name', async ({ name }) => {
  const house = await startRuleHouse(name)
  const { app, as } = house
  const check = async (fileName: string, content: Uint8Array | string, mode: 'add' | 'replace' = 'add') =>
    app.call('rules.check-import', { fileName, base64: base64(content), mode }, await as('lawyer'))
  const take = async (fileName: string, content: Uint8Array | string, mode: 'add' | 'replace' = 'add') => {
    const revision = (await house.draftOf())?.revision ?? 0
    return app.call('rules.import', { fileName, base64: base64(content), mode, revision }, await as('lawyer'))
  }
  const exported = async (format: 'yaml' | 'xlsx') =>
    Buffer.from((await app.call('rules.export', { format }, await as('lawyer'))).base64, 'base64')

  const yaml = `
terms:
  - { term: 青禾第二, effect: deny, category: absolute_term, severity: block, why: 名次无据, advice: 删去 }
  - { term: '=青禾', effect: allow }
changes:
  - { rule: adlaw.absolute.superlative, off: true, reason: 由专人逐条审 }
rules:
  - id: company.brand.slogan
    category: disparage
    severity: warn
    cite: company-policy
    since: 2026-06-01
    why: “{hit}”不用。
    advice: 换一种说法。
    industries: { only: [food] }
    patterns: ['青禾<4>(?:小弟|跟班)']
    hit: [食品|青禾永远的跟班]
    miss: [青禾的伙伴]
`

  it('are checked before anything is saved, and say what would come, change and go', async () => {
    expect(await check('规则.yaml', yaml)).toMatchObject({
      format: 'yaml',
      revision: 0,
      counts: { deny: 1, allow: 1, changes: 1, rules: 1 },
      tallies: { terms: { added: 2, changed: 0, removed: 0 }, rules: { added: 1 } },
      faultCount: 0,
      errorSheet: null,
    })
    expect(await house.draftOf()).toBeNull()
    await take('规则.yaml', yaml)
    expect(await house.draftOf()).toMatchObject({ counts: { deny: 1, allow: 1, changes: 1, rules: 1 } })
  })

  it.each(['yaml', 'xlsx'] as const)('come back the same from an export as %s', async (format) => {
    const file = await exported(format)
    expect(await check(`规则.${format}`, file, 'replace')).toMatchObject({
      format,
      faultCount: 0,
      tallies: {
        terms: { added: 0, changed: 0, removed: 0 },
        changes: { added: 0, changed: 0, removed: 0 },
        rules: { added: 0, changed: 0, removed: 0 },
      },
    })
  })

  it('replace everything, or only add to it', async () => {
    const more = 'terms: [{ term: 青禾第三, effect: deny }]'
    expect((await check('a.yaml', more)).tallies.terms).toEqual({ added: 1, changed: 0, removed: 0 })
    expect((await check('a.yaml', more, 'replace')).tallies).toMatchObject({
      terms: { added: 1, removed: 2 },
      rules: { removed: 1 },
    })
    await take('a.yaml', more)
    expect((await house.draftOf())?.counts).toMatchObject({ deny: 2, allow: 1 })
    await take('a.yaml', more, 'replace')
    expect((await house.draftOf())?.counts).toEqual({ deny: 1, allow: 0, changes: 0, rules: 0 })
  })

  it('name every fault by row and column, with what to do, also as a sheet to work through', async () => {
    const file = await sheet([
      ['词语', '处理', '类别', '级别'],
      ['青禾第五', '禁用', '绝对化用语', '禁止'],
      ['青禾第六', '不许', '', ''],
      ['', '禁用', '', ''],
      ['青禾第五', '放行', '', ''],
      ['一个长得超过二十四个字因而没有人会逐字写在文案里的词', '禁用', '随便', '很严重'],
    ])
    const { faultCount, faults, errorSheet } = await check('词条.xlsx', file)
    expect(faults.map(({ row, column }) => [row, column])).toEqual([
      [3, '处理'],
      [4, '词语'],
      [6, '词语'],
      [6, '类别'],
      [6, '级别'],
      [5, 'term'],
    ])
    expect(faults[0]).toMatchObject({ sheet: '词条', todo: '填写“禁用”或“放行”（deny、allow）' })
    expect(faultCount).toBe(6)
    const bytes = Buffer.from(errorSheet ?? '', 'base64')
    const [written] = await readSheets(new Uint8Array(bytes).buffer)
    expect(written?.data).toHaveLength(7)
    expect(written?.data[1]?.slice(0, 3)).toEqual(['词条', 3, '处理'])
    expect(await refusalOf(take('词条.xlsx', file))).toEqual(['rules.import-faulty'])
  })

  it('name the line in YAML', async () => {
    const mixed =
      'terms:\n  - { term: 甲, effect: deny }\n  - { term: 乙, effect: forbid }\n  - { term: 甲, effect: allow }\nrules: 3\n'
    expect((await check('a.yaml', mixed)).faults).toMatchObject([
      { sheet: 'terms', row: 3, column: 'effect' },
      { sheet: 'rules', row: 5, column: 'rules' },
      { sheet: 'terms', row: 4, column: 'term', wrong: '与第 2 行重复' },
    ])
    const rule = yaml.replace('<4>', '.*')
    expect((await check('a.yaml', rule)).faults).toMatchObject([
      { column: 'patterns', wrong: expect.stringContaining('重复次数须有上限') },
    ])
    const unknown = yaml.replace('adlaw.absolute.superlative', 'adlaw.no.such')
    expect((await check('a.yaml', unknown)).faults).toMatchObject([{ row: 6, column: 'rule' }])
  })

  it('take the example of the guide, whose samples hold', async () => {
    const guide = readFileSync(new URL('../../../../docs/guide/规则.md', import.meta.url), 'utf8')
    const example = /```yaml\n([\s\S]+?)```/.exec(guide)?.[1] ?? ''
    expect(await check('例.yaml', example)).toMatchObject({
      faultCount: 0,
      counts: { deny: 1, allow: 1, changes: 1, rules: 1 },
    })
    await take('例.yaml', example, 'replace')
    expect((await house.tryText('')).samples).toMatchObject({ ownFailed: 0, faults: [] })
  })

  it.each<[string, string, Uint8Array | string]>([
    ['no YAML', 'a.yaml', 'terms: [}'],
    ['YAML that unfolds without end', 'a.yaml', 'a: &a [x, x]\nb: &b [*a, *a]\nterms: [*b, *b]'],
    ['a text that is called a workbook', 'a.xlsx', 'hello'],
    ['an archive that is no workbook', 'a.xlsx', zipSync({ 'a.txt': new Uint8Array(10) })],
    [
      'an archive that unpacks to hundreds of megabytes',
      'a.xlsx',
      zipSync({ 'xl/workbook.xml': new Uint8Array(90 * 1024 * 1024) }),
    ],
    ['bytes that are no text', 'a.yaml', gzipSync('terms: []')],
    ['a list of something else', 'a.yaml', '- 甲乙'],
  ])('are refused when they are %s', async (_, fileName, content) => {
    expect(await refusalOf(check(fileName, content))).toEqual(['rules.file-unreadable'])
  })

  it('take 60,000 terms, and no more', { timeout: 240_000 }, async () => {
    const { file, more } = await (largest ??= makeLargest())
    expect(file.length).toBeLessThan(5 * 1024 * 1024)
    const started = performance.now()
    expect(await check('词条.xlsx', file, 'replace')).toMatchObject({ faultCount: 0, counts: { deny: 60_000 } })
    const checked = performance.now()
    await take('词条.xlsx', file, 'replace')
    const taken = performance.now()
    const { after } = await house.tryText('这里写着词zz条，别的没有')
    const figures = [checked - started, taken - checked, performance.now() - taken].map(Math.round)
    console.log(`60,000 terms on ${name}: checked, imported, tried in ${figures.join(', ')} ms`)
    expect(after.decision).toBe('deny')
    expect(await refusalOf(check('词条.xlsx', more))).toEqual(['rules.file-unreadable'])
    expect(await refusalOf(house.deny('还有一个'))).toEqual(['rules.too-many'])
  })
})
