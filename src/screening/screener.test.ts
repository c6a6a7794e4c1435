import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createScreener } from './index.ts'
import { loadPacks } from './load-packs.ts'

const packs = await loadPacks()
const screener = createScreener(packs)

/** Words that the rules spell out. */
const anchors = packs.rules.flatMap(({ patterns }) => patterns.flat().flatMap((source) => source.match(/[\u4e00-\u9fff0-9%]+/g) ?? []))

describe('verdict (CNT-2)', () => {
  it('denies where a finding blocks, with the place in the original text', () => {
    const text = '全网最低价，100%治愈失眠'
    const { decision, findings } = screener.check(text)
    expect(decision).toBe('deny')
    expect(findings.map(({ category }) => category)).toEqual(['absolute_term', 'medical_claim'])
    expect(findings[0]).toMatchObject({ start: 0, end: 5, excerpt: '全网最低价', law: '广告法第九条（三）' })
  })

  it('asks for a person where findings only warn', () => {
    expect(screener.check('采用国家专利技术，吸水更快').decision).toBe('review')
  })

  it('lets a note through and says which proof to keep', () => {
    const { decision, findings } = screener.check('原价399，现价299')
    expect(decision).toBe('allow')
    expect(findings[0]).toMatchObject({ severity: 'note', category: 'false_price' })
    expect(findings[0]?.proof).toContain('成交')
  })

  it('finds nothing in an empty text', () => {
    expect(screener.check('')).toEqual({ decision: 'allow', findings: [] })
  })
})

describe('context (CNT-3)', () => {
  it.each(['辟谣：没有任何保健食品能治病，看到“根治糖尿病”的广告请拨12315', '我们不卖“包过班”，只卖直播答疑', '这就是洗面奶，它不治痘'])(
    'does not take a warning or a denial for a claim: %s',
    (text) => {
      expect(screener.check(text).decision).toBe('allow')
    },
  )

  it('does not let a denial in another clause excuse the claim', () => {
    expect(screener.check('不吹牛，这茶根治糖尿病').decision).toBe('deny')
  })

  it.each([
    '秋季新品上架。这款面霜全网最好用。每瓶50毫升。',
    '谨防诈骗，理性消费。本店糖尿病贴，三天根治不复发。感谢支持。',
    '今天下雨，店里煮了姜茶。包过班报名中，不过全退！地铁口出来左转。',
  ])('does not let plain sentences or warnings around a claim excuse it: %s', (text) => {
    expect(screener.check(text).decision).toBe('deny')
  })

  it('reads a warning of several sentences as one', () => {
    const text = '警惕虚假宣传！凡声称“根治糖尿病”的产品都不可信。请到正规医院就诊。'
    expect(screener.check(text).decision).toBe('allow')
  })

  it('cites the article of the trade that is given', () => {
    const law = (industry: string): string | undefined => screener.check('一次治愈，永不复发', { industry }).findings[0]?.law
    expect(law('医美医疗')).toBe('广告法第十六条第一款（一）')
    expect(law('保健食品')).toBe('广告法第十八条第一款（一）')
    expect(law('食品')).toBe('广告法第十七条')
  })

  it('tells the trade from the text when none is given', () => {
    expect(screener.check('本店口腔门诊种植牙，一次治愈').findings[0]?.law).toBe('广告法第十六条第一款（一）')
  })
})

describe('channels (CNT-4)', () => {
  it('wants a way out of a commercial message, not of a notice', () => {
    expect(screener.check('【某店】全场五折，点链接领券', { channel: '短信' }).decision).toBe('review')
    expect(screener.check('【某店】您预约的时间为周六9点', { channel: '短信' }).decision).toBe('allow')
  })

  it('wants the mark on advertising in the open, not in a private conversation', () => {
    const text = '秋冬新款针织衫上架'
    expect(screener.check(text, { channel: '小红书', advertising: true }).decision).toBe('review')
    expect(screener.check(`广告｜${text}`, { channel: '小红书', advertising: true }).decision).toBe('allow')
    expect(screener.check(text, { channel: '私聊', advertising: true }).decision).toBe('allow')
  })
})

describe('personal data in copy (DAT-6)', () => {
  it('asks for a person where copy would publish a mobile or an identity number', () => {
    const contact = { rule: 'privacy.personal-data.contact', law: '个人信息保护法第十条' }
    const { decision, findings } = screener.check('报名找李店长，138 0000 0000')
    expect(decision).toBe('review')
    expect(findings).toContainEqual(expect.objectContaining({ ...contact, excerpt: '138 0000 0000' }))
    expect(screener.check('恭喜110101190001010006中奖').findings).toContainEqual(
      expect.objectContaining({ rule: 'privacy.personal-data.identity', law: '广告法第九条（六）' }),
    )
  })

  it.each(['1380OOO0000', '138 OOOO 0000', '138oooo0000', '1380ＯＯＯ0000'])('reads letters for zeros in %s', (number) => {
    const rules = screener.check(`老板电话${number}`).findings.map(({ rule }) => rule)
    expect(rules).toContain('privacy.personal-data.contact')
  })

  it('finds a number far into a long text, at its place', () => {
    const text = `${'门店照常营业，欢迎来坐。'.repeat(400)}报名找李店长，138 0000 0000${'。门店照常营业'.repeat(100)}`
    const found = screener.check(text).findings.find(({ rule }) => rule === 'privacy.personal-data.contact')
    expect(text.slice(found?.start, found?.end)).toBe('138 0000 0000')
  })

  it('leaves the lines of a company alone', () => {
    expect(screener.check('门店0571-80000000，全国热线400-000-0000，举报请拨12315').findings).toEqual([])
  })

  it('reports leading away once where a number stands in it', () => {
    const { findings } = screener.check('加微信13800000000看实拍', { channel: '小红书' })
    expect(findings.map(({ severity }) => severity)).toEqual(['block'])
  })
})

describe('disguises (CNT-5)', () => {
  it.each([
    ['pinyin', 'quan qiu di yi的隔热膜'],
    ['a whole phrase in one run of pinyin', '轻薄又贴肤，quanwangzuihaoyong的素颜霜'],
    ['mixed pinyin', '固收升级，bao本'],
    ['a lone syllable', '这个酵素能zhi便秘'],
    ['homophones', '这料子绝无紧有'],
    ['look-alikes', '这瓶化毛膏能冶猫瘟'],
    ['split characters', '氵台疗糖尿病'],
    ['signs', '根*治*糖*尿*病'],
    ['full width', '１００％治愈'],
    ['traditional characters', '頂級工匠，絕無僅有'],
  ])('sees through %s', (_, text) => {
    expect(screener.check(text).decision).toBe('deny')
  })

  it.each(['调查2026 98%的用户满意', '编号20240098%的用户满意'])('sees a share behind other digits in %s', (text) => {
    expect(screener.check(text).findings.map(({ rule }) => rule)).toContain('adlaw.data.unsourced-number')
  })

  it('takes foreign words for no pinyin', () => {
    const text = '新款 women sandals 到店，适配 Samsung、Panda 两款机型，支持 wireless charging'
    const byRules = screener.check(text).findings.filter(({ rule }) => !rule.startsWith('learned.'))
    expect(byRules).toEqual([])
  })

  it('quotes the disguise as it stands in the text', () => {
    const text = '全城quan qiu di yi的隔热膜'
    const { findings } = screener.check(text)
    expect(findings.some(({ excerpt }) => excerpt.includes('quan qiu di yi'))).toBe(true)
  })
})

describe('any text whatever', () => {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...anchors) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('，', '。', '“', '”', '\n', ' ', '\ud83d', '\u200b', '不', '没有', 'zhi', '0️⃣', '1'),
    },
  )
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))

  it('never throws; offsets lie in the text, excerpts are cut from it, and twice asked is twice the same', () => {
    fc.assert(
      fc.property(text, (value) => {
        const result = screener.check(value)
        for (const { start, end, excerpt } of result.findings) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(value.length)
          expect(excerpt).toBe(value.slice(start, end))
        }
        expect(screener.check(value)).toEqual(result)
      }),
      { numRuns: 400 },
    )
  })

  it('takes lone surrogates and control characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => screener.check(value).findings.length >= 0))
  })

  // Eight times the text costs eight times the work, or sixty-four times where something is quadratic. The least of
  // several runs is compared: whatever else the machine does can only add to a run, and thirty lies far from both.
  it.each(['最', '最好', '零风险', '别家', '“', '治疗糖尿病', 'zhi', '转发'])('is not quadratic on repeats of %s', (unit) => {
    const leastCost = (size: number): number => {
      const value = unit.repeat(Math.ceil(size / unit.length))
      const runs = Array.from({ length: 3 }, () => {
        const before = process.cpuUsage().user
        screener.check(value)
        return process.cpuUsage().user - before
      })
      return Math.min(...runs)
    }
    const small = Math.max(leastCost(4_000), 2_000)
    expect(leastCost(32_000) / small).toBeLessThan(30)
  })
})
