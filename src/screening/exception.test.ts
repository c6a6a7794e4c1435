import { describe, expect, it } from 'vitest'
import type { CheckOptions, Finding } from './index.ts'
import { createScreener } from './index.ts'
import { loadPacks } from './load-packs.ts'

const screener = createScreener(await loadPacks())

const termIn = (text: string, options: CheckOptions = {}): Finding | undefined =>
  screener.check(text, options).findings.find(({ category }) => category === 'absolute_term')

describe('a lawful exception needs proof (CNT-3)', () => {
  it('says that what cannot be proved is punished (article 7)', () => {
    expect(termIn('本系列最大的一款行李箱为30寸')).toMatchObject({ severity: 'note', law: '广告绝对化用语执法指南第六条（一）' })
    expect(termIn('本系列最大的一款行李箱为30寸')?.advice).toContain('第七条')
  })

  it('takes a shop that compares its own goods for what it is, a shop above others not', () => {
    expect(termIn('这款是我们门店今年销量第一的茶底')?.severity).toBe('note')
    expect(termIn('我们门店全国销量第一')?.severity).toBe('block')
  })
})

describe('a market position needs source, institution, period, region and trade (CNT-3)', () => {
  const whole = '数据来源：中国酒业协会2025年统计，啤酒全国销量第一'

  it('becomes a note with all of them', () => {
    expect(termIn(whole)).toMatchObject({ severity: 'note', law: '广告绝对化用语执法指南第六条（六）' })
  })

  it.each([
    ['2025年啤酒全国销量第一', ['数据来源', '统计机构']],
    ['数据来源：中国酒业协会统计，啤酒全国销量第一', ['统计期间']],
    ['数据来源：中国酒业协会2025年统计，我司啤酒销量第一', ['全国或者省级以上的统计范围']],
    ['全国销量第一的拌面', ['数据来源', '统计机构', '统计期间', '国家标准行业分类']],
  ])('names what is missing: %s', (text, missing) => {
    const finding = termIn(text)
    expect(finding?.severity).toBe('block')
    for (const name of missing) expect(finding?.why).toContain(name)
  })

  it('asks a person where only the trade is in doubt', () => {
    const finding = termIn('数据来源：某某研究院2025年报告，我司鲜切花束全国销量第一')
    expect(finding?.severity).not.toBe('block')
  })

  it.each([
    ['数据来源：某某研究院2025年报告，我店餐饮全市销量第一', 'adlaw.narrowed.region'],
    ['据某某咨询2025年报告，儿童牙膏细分市场全国销量第一', 'adlaw.narrowed.niche'],
  ])('stays blocked where it rests on less than a province or a trade (2026): %s', (text, rule) => {
    expect(termIn(text)).toMatchObject({ severity: 'block', rule })
    expect(termIn(text)?.law).toContain('广告引证内容执法指南')
  })
})

describe('efficacy, yield and teaching are never minor (article 11, CNT-3)', () => {
  it.each([
    ['医美医疗', '本院几种疗法里效果最好的一种', '第十一条（一）'],
    ['金融理财', '我们几款产品里收益最高的一款', '第十一条（二）'],
    ['教育培训', '我们几个班里提分效果最好的一个班', '第十一条（三）'],
  ])('%s: %s', (industry, text, article) => {
    const finding = termIn(text, { industry })
    expect(finding?.severity).toBe('block')
    expect(finding?.law).toContain(article)
  })
})
