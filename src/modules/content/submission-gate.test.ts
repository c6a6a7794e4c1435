import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasAdMark } from './ad-mark.ts'
import { hasAiLabel } from './ai-label.ts'
import { channels, channelTraits } from './channels.ts'
import type { MaterialFields } from './material-fields.ts'
import { submissionGate } from './submission-gate.ts'

const account = '0190f5a0-0000-7000-8000-000000000001'

const facts = (change: Partial<MaterialFields>, active = true) => ({
  fields: {
    title: '春季新品',
    copy: '桂花拿铁上市，欢迎到店。',
    channel: 'moments',
    industry: null,
    advertising: false,
    aiGenerated: false,
    audienceConsent: null,
    accountIds: [account],
    attachments: [],
    ...change,
  } satisfies MaterialFields,
  accounts: [{ id: account, active }],
  unreadable: [],
})

const codes = (change: Partial<MaterialFields>, active = true): string[] =>
  submissionGate(facts(change, active)).reasons.map(({ code }) => code)

describe('the mark 广告 (CNT-4)', () => {
  it.each([
    '【广告】春季新品',
    '[广告] 春季新品',
    '（广告）春季新品',
    '广告｜春季新品',
    '广告丨春季新品',
    '广告：春季新品上市',
    '#广告# 春季新品',
    '春季新品 · 广告',
    '📢广告',
    '广告',
    '本文为广告',
    '本条内容为广告，请理性消费。',
    '本视频含广告',
    '以下为商业广告：',
    '本文为广告推广',
  ])('is seen in %s', (title) => {
    expect(hasAdMark({ title, copy: '正文' })).toBe(true)
  })

  it.each([
    '春季新品',
    '春季新品 推广',
    '【赞助】春季新品',
    'AD 春季新品',
    '非广告',
    '这不是广告。',
    '无广告，放心看',
    '新广告法今天生效',
    '某某广告公司招聘',
    '别被“广告”骗了',
  ])('is not seen in %s', (title) => {
    expect(hasAdMark({ title, copy: '正文' })).toBe(false)
  })

  it('counts at the beginning of the copy, not at its far end', () => {
    expect(hasAdMark({ title: '新品', copy: `【广告】${'好喝。'.repeat(100)}` })).toBe(true)
    expect(hasAdMark({ title: '新品', copy: `${'好喝。'.repeat(100)}【广告】` })).toBe(false)
  })

  it('is demanded of advertising on every channel that an indefinite audience sees', () => {
    for (const channel of channels) {
      const { marksAdvertising } = channelTraits[channel]
      const refused = codes({ channel, advertising: true, audienceConsent: '会员告知书 V2' }).includes('submission.ad-mark')
      expect(refused).toBe(marksAdvertising)
      expect(codes({ channel, advertising: true, title: '【广告】新品' })).not.toContain('submission.ad-mark')
    }
  })

  it('is not demanded of what is no advertising', () => {
    expect(codes({ advertising: false })).toEqual([])
  })
})

describe('consent to a push (CNT-4)', () => {
  it.each(['private-message', 'group-message', 'sms'] as const)('is demanded for %s', (channel) => {
    for (const audienceConsent of [null, '', '  ', '\n']) {
      expect(codes({ channel, audienceConsent })).toEqual(['submission.consent'])
    }
    expect(codes({ channel, audienceConsent: '会员注册时勾选《营销信息告知书》V2' })).toEqual([])
  })

  it('names the articles', () => {
    const [reason] = submissionGate(facts({ channel: 'sms' })).reasons
    expect(reason?.law).toBe('广告法第四十三条；互联网广告管理办法第十七条')
  })
})

describe('the label of AI-made material (CNT-4)', () => {
  it.each(['内容由AI生成', '图片由人工智能生成', 'AI 合成配音', '本文由ＡＩ辅助生成', 'ai生成', '人工智能辅助创作并合成'])(
    'is seen in %s',
    (copy) => {
      expect(hasAiLabel({ title: '标题', copy })).toBe(true)
    },
  )

  it.each(['本文未使用AI生成', '并非AI生成', '不是人工智能合成', 'AI时代来了', 'MAIL生成', '由AI写稿，非机器生成', '真人出镜'])(
    'is not seen in %s',
    (copy) => {
      expect(hasAiLabel({ title: '标题', copy })).toBe(false)
    },
  )

  it('is demanded when the author declares AI, and only then', () => {
    expect(codes({ aiGenerated: true })).toEqual(['submission.ai-label'])
    expect(codes({ aiGenerated: true, copy: '新品上市。（内容由AI生成）' })).toEqual([])
  })
})

describe('target accounts', () => {
  it('must be named and in use', () => {
    expect(codes({ accountIds: [] })).toEqual(['submission.accounts'])
    expect(codes({}, false)).toEqual(['submission.accounts-active'])
    expect(codes({ accountIds: [account, '0190f5a0-0000-7000-8000-000000000009'] })).toEqual([
      'submission.accounts-active',
    ])
  })
})

it('names every requirement that does not hold, and allows exactly when there is none', () => {
  fc.assert(
    fc.property(
      fc.record({
        channel: fc.constantFrom(...channels),
        advertising: fc.boolean(),
        aiGenerated: fc.boolean(),
        title: fc.constantFrom('新品', '【广告】新品', 'AI生成的新品'),
        audienceConsent: fc.constantFrom(null, '会员告知书'),
      }),
      fc.boolean(),
      (change, active) => {
        const decision = submissionGate(facts(change, active))
        const traits = channelTraits[change.channel]
        const expected = [
          change.advertising && traits.marksAdvertising && change.title !== '【广告】新品' ? 'submission.ad-mark' : null,
          change.aiGenerated && change.title !== 'AI生成的新品' ? 'submission.ai-label' : null,
          traits.pushed && change.audienceConsent === null ? 'submission.consent' : null,
          active ? null : 'submission.accounts-active',
        ].filter((code) => code !== null)
        expect(decision.reasons.map(({ code }) => code)).toEqual(expected)
        expect(decision.verdict).toBe(expected.length === 0 ? 'allow' : 'deny')
      },
    ),
  )
})
