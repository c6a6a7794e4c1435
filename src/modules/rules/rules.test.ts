import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { refusalOf } from '../content/content.fixture.ts'
import { startRuleHouse } from './rules.fixture.ts'

describe.each(testDatabases())('the draft of the rules on $name', async ({ name }) => {
  const house = await startRuleHouse(name)
  const { app, as, deny, allow, dryRun, enforce, draftOf, tryText } = house

  const slogan = [
    'id: company.brand.slogan',
    'category: disparage',
    'severity: block',
    'cite: company-policy',
    'since: 2026-06-01',
    'why: “{hit}”贬低伙伴，公司不用这样的说法。',
    'advice: 只说自己的产品。',
    "patterns: ['青禾<4>(?:小弟|跟班)']",
    'hit: [青禾永远的跟班]',
    'miss: [青禾的伙伴]',
  ].join('\n')

  it('begins with the first edit, and a text typed is judged before and after it', async () => {
    expect(await draftOf()).toBeNull()
    await deny('青禾第二')
    const { before, after, samples } = await tryText('本店是青禾第二，欢迎光临')
    expect(before.decision).toBe('allow')
    expect(after.decision).toBe('deny')
    expect(after.findings).toMatchObject([{ excerpt: '青禾第二', category: 'absolute_term' }])
    expect(samples).toMatchObject({ ownFailed: 0, shippedFailed: 0, faults: [] })
    expect(samples.total).toBeGreaterThan(200)
  })

  it('keeps one spelling of a term: traditional characters and width are the same word', async () => {
    await deny('ＱＨ國風')
    await app.call('rules.save-term', { term: 'qh国风', effect: 'allow' }, await as('lawyer'))
    const { items } = await app.call('rules.list-terms', { from: 'draft', search: 'QH国風' }, await as('lawyer'))
    expect(items).toEqual([{ term: 'qh国风', effect: 'allow' }])
    await app.call('rules.remove-term', { term: 'QH国风' }, await as('lawyer'))
  })

  it('lets an allowed term excuse what a rule would find, and says which shipped samples that costs', async () => {
    await allow('全市最低价')
    const { before, after, samples } = await tryText('全市最低价卖手机')
    expect([before.decision, after.decision]).toEqual(['deny', 'allow'])
    expect(samples.shippedFailed).toBeGreaterThan(0)
    expect(samples.failures[0]).toMatchObject({ origin: 'shipped', kind: 'hit' })
    await app.call('rules.remove-term', { term: '全市最低价' }, await as('lawyer'))
  })

  it('switches a shipped rule off and changes another, each with a reason', async () => {
    const off = { rule: 'adlaw.absolute.superlative', off: true, reason: '由专人逐条审' }
    await app.call('rules.change-rule', off, await as('lawyer'))
    const { before, after } = await tryText('全网最好用的素颜霜')
    expect(before.findings.map(({ rule }) => rule)).toContain('adlaw.absolute.superlative')
    expect(after.findings.map(({ rule }) => rule)).not.toContain('adlaw.absolute.superlative')
    await app.call('rules.change-rule', { ...off, off: false, severity: 'warn' }, await as('lawyer'))
    expect((await tryText('全网最好用的素颜霜')).after.findings).toMatchObject([{ severity: 'warn' }])
    const idle = app.call('rules.change-rule', { ...off, off: false, severity: 'block' }, await as('lawyer'))
    expect(await refusalOf(idle)).toEqual(['rules.change-idle'])
    const unknown = app.call('rules.change-rule', { ...off, rule: 'adlaw.no.such' }, await as('lawyer'))
    expect(await refusalOf(unknown)).toEqual(['rules.unknown-rule'])
    await app.call('rules.restore-rule', { rule: off.rule }, await as('lawyer'))
  })

  it('takes a rule of the own in the YAML of the packs, and runs its samples', async () => {
    await app.call('rules.save-rule', { yaml: slogan }, await as('lawyer'))
    expect((await tryText('某某是青禾的小弟')).after.findings).toMatchObject([
      { rule: 'company.brand.slogan', law: '公司规定', why: '“青禾的小弟”贬低伙伴，公司不用这样的说法。' },
    ])
    await app.call('rules.save-rule', { yaml: slogan.replace('青禾的伙伴', '青禾小弟') }, await as('lawyer'))
    const { samples } = await tryText('')
    expect(samples.ownFailed).toBe(1)
    expect(samples.failures).toMatchObject([{ rule: 'company.brand.slogan', kind: 'miss', sample: '青禾小弟' }])
  })

  it.each([
    ['a repetition without a bound', slogan.replace('<4>', '.*'), '重复次数须有上限'],
    ['an unknown article', slogan.replace('company-policy', 'adlaw-999'), '不在法条表中'],
    ['an id of the shipped rules', slogan.replace('company.brand.slogan', 'adlaw.absolute.superlative'), 'company.'],
    ['a pattern that anything fits', slogan.replace('青禾<4>(?:小弟|跟班)', '.{1,3}'), '模式太宽'],
    ['no samples', slogan.replace(/\nhit.*\nmiss.*/, ''), ''],
  ])('refuses a rule with %s, and says what to do', async (_, yaml, sentence) => {
    const error: unknown = await app
      .call('rules.save-rule', { yaml }, await as('lawyer'))
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'rules.rule-invalid' })
    expect((error as { issues: { message: string }[] }).issues[0]?.message).toContain(sentence)
  })

  it('comes into force only when samples hold and this very draft was dry-run', async () => {
    expect(await refusalOf(enforce())).toEqual(['gate.refused', 'rules.samples', 'rules.dry-run-missing'])
    await app.call('rules.save-rule', { yaml: slogan }, await as('lawyer'))
    await dryRun()
    await deny('青禾第三')
    expect((await draftOf())?.dryRun).toMatchObject({ state: 'done', stale: true })
    expect(await refusalOf(enforce())).toEqual(['gate.refused', 'rules.dry-run-missing'])
  })

  it('is put in force by a colleague of who wrote it (ACC-2), as v1, and the ledger says why', async () => {
    await dryRun()
    expect((await draftOf('lawyer'))?.missing).toMatchObject([{ code: 'rules.own-draft' }])
    expect(await refusalOf(enforce('lawyer'))).toEqual(['gate.refused', 'rules.own-draft'])
    expect(await enforce('secondLawyer', '品牌部来函')).toMatchObject({
      number: 1,
      label: expect.stringMatching(/^v1\+[0-9a-f]{16}$/),
    })
    expect(await draftOf()).toBeNull()
    const [entry] = await house.ledger('rules.enforced')
    expect(entry?.detail).toMatchObject({
      reason: '品牌部来函',
      alone: false,
      editors: [house.people.lawyer],
      counts: { deny: 2, allow: 0, changes: 0, rules: 1 },
    })
  })

  it('judges what is submitted from then on, and every round names the version', async () => {
    const id = await house.draft({ copy: '本店是青禾第二，欢迎光临' })
    const { rulesVersion, findings } = await house.submit(id)
    expect(rulesVersion).toMatch(/^v1\+/)
    expect(findings).toMatchObject([{ excerpt: '青禾第二' }])
    expect(await house.view(id)).toMatchObject({ rulesVersion })
    const { items } = await app.call('rules.list-rules', { origin: 'own' }, await as('author'))
    expect(items).toMatchObject([{ id: 'company.brand.slogan', laws: ['公司规定'], hit: ['青禾永远的跟班'] }])
  })

  it('is refused when nothing differs, and after an old version was brought back equals it', async () => {
    await deny('青禾第四')
    await app.call('rules.remove-term', { term: '青禾第四' }, await as('lawyer'))
    await dryRun()
    expect(await refusalOf(enforce())).toEqual(['gate.refused', 'rules.nothing-changed'])
    expect(await refusalOf(app.call('rules.roll-back', { number: 0 }, await as('lawyer')))).toEqual([
      'rules.draft-exists',
    ])
    await app.call('rules.discard-draft', { reason: '重来' }, await as('lawyer'))
    await app.call('rules.roll-back', { number: 0 }, await as('lawyer'))
    expect(await draftOf()).toMatchObject({ counts: { deny: 0, allow: 0, changes: 0, rules: 0 }, basedOn: 1 })
    const { terms, rules } = await app.call('rules.view-differences', { from: 1 }, await as('lawyer'))
    expect(terms.items.map(({ key, after }) => [key, after])).toEqual([
      ['青禾第三', null],
      ['青禾第二', null],
    ])
    expect(rules.items).toMatchObject([{ key: 'company.brand.slogan', after: null }])
    await dryRun()
    expect(await enforce('secondLawyer', '撤回')).toMatchObject({ number: 2 })
    const { items } = await app.call('rules.list-versions', {}, await as('author'))
    expect(items).toMatchObject([
      { number: 2, reason: '撤回' },
      { number: 1, reason: '品牌部来函', alone: false },
    ])
  })

  it('never changes a version that was in force', async () => {
    await expect(house.db.deleteFrom('rule_version' as never).execute()).rejects.toThrow()
  })
})

describe.each(testDatabases())('one lawyer alone on $name', async ({ name }) => {
  const house = await startRuleHouse(name)

  it('may put an own draft in force while nobody else holds the right, and the ledger says so', async () => {
    await house.app.call(
      'identity.suspend-person',
      { id: house.people.secondLawyer, reason: '离职' },
      await house.as('security'),
    )
    await house.deny('青禾第二')
    await house.dryRun()
    expect(await house.draftOf()).toMatchObject({ alone: true, mayEnforce: true, missing: [] })
    await house.enforce('lawyer')
    const [entry] = await house.ledger('rules.enforced')
    expect(entry?.detail).toMatchObject({ alone: true })
  })
})
