import { createSecretKey } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ConsentFacts, consentGate } from './consent-gate.ts'
import { asksAgain, noticeDigest, type NoticeText } from './notice-version.ts'
import { readUnsubscribeToken, unsubscribeToken } from './unsubscribe-link.ts'
import { offersWayOut, wantsOut } from './way-out.ts'

const day = (date: string): Date => new Date(`${date}T02:00:00Z`)

describe('what counts as a consent (PRV-1)', () => {
  const fine: ConsentFacts = {
    now: day('2026-06-02'),
    givenAt: day('2026-06-02'),
    refusedAt: null,
    boxUntouched: true,
    separate: false,
    under14: false,
    guardian: false,
    notice: { sensitive: false, offersChannel: true, current: true, publishedAt: day('2026-06-01'), sameText: true },
  }
  const codes = (changed: Partial<ConsentFacts>): string[] =>
    consentGate({ ...fine, ...changed }).reasons.map(({ code }) => code)

  it('takes one that was given freely to the text in force', () => expect(codes({})).toEqual([]))

  it.each<[string, Partial<ConsentFacts>]>([
    ['pre-ticked', { boxUntouched: false }],
    ['other-text', { notice: { ...fine.notice, sameText: false } }],
    ['notice-outdated', { notice: { ...fine.notice, current: false } }],
    ['channel-not-in-notice', { notice: { ...fine.notice, offersChannel: false } }],
    ['time-unfit', { givenAt: day('2026-06-03') }],
    ['time-unfit', { givenAt: day('2026-05-30') }],
    ['refused-since', { refusedAt: day('2026-06-02') }],
    ['not-separate', { notice: { ...fine.notice, sensitive: true } }],
    ['guardian-needed', { under14: true, separate: true }],
  ])('refuses as %s, and for nothing else, %j', (code, changed) => expect(codes(changed)).toEqual([code]))

  it('takes a guardian for a child, asked for alone', () => {
    expect(codes({ under14: true, guardian: true, separate: true })).toEqual([])
    expect(codes({ under14: true, guardian: true })).toEqual(['not-separate'])
  })
})

describe('a new version of a notice', () => {
  const text: NoticeText = {
    title: '会员营销告知书',
    purposeText: '发送优惠信息',
    method: '短信',
    scope: '手机号',
    retention: '退订后删除',
    recipients: '无',
    plainText: '我们想给您发优惠短信。',
    sensitive: false,
  }

  it.each([
    [{ purposeText: '发送优惠信息和调查' }, true],
    [{ method: '短信和电话' }, true],
    [{ scope: '手机号、生日' }, true],
    [{ recipients: '短信服务商' }, true],
    [{ sensitive: true }, true],
    [{ title: '会员告知书' }, false],
    [{ plainText: '想给您发优惠短信，可以吗？' }, false],
  ])('%j asks everybody again: %s', (changed, again) => {
    expect(asksAgain(text, { ...text, ...changed })).toBe(again)
    expect(noticeDigest({ ...text, ...changed })).not.toBe(noticeDigest(text))
  })
})

describe('the way out', () => {
  it.each(['拒收请回复R', '退订回T', '回复TD退订', '退订请回复 TD', '回T退订', '点击{退订链接}'])('is offered by %s', (text) => {
    expect(offersWayOut('sms', `【微盾】夏日会员日，全场八折。${text}`)).toBe(true)
  })

  it.each(['会员日，全场八折', '退订无门', '回复1领取'])('is not offered by %s', (text) => {
    expect(offersWayOut('sms', text)).toBe(false)
  })

  it('is a link where nobody can reply', () => {
    expect(offersWayOut('email', '退订回T')).toBe(false)
    expect(offersWayOut('email', '{{unsubscribe}}')).toBe(true)
  })

  it.each(['退订', 'T', 't', 'TD', ' td。', 'Ｔ', 'N', '“退订”'])('is taken by the reply %s', (reply) => expect(wantsOut(reply)).toBe(true))

  it.each(['', 'TT', '我不退订', 'No', '谢谢', '1'])('is not taken by the reply %j', (reply) => expect(wantsOut(reply)).toBe(false))
})

describe('the link of a message (OUT-2)', () => {
  const key = (fill: number) => ({ unsubscribe: createSecretKey(Buffer.alloc(32, fill)) })

  it('leads back to its message, under its own key alone', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const token = unsubscribeToken(key(1), id)
        expect(token).toHaveLength(43)
        expect(readUnsubscribeToken(key(1), token)).toBe(id)
        expect(readUnsubscribeToken(key(2), token)).toBeNull()
      }),
    )
  })

  it('holds no longer when one character of it changes', () => {
    const token = unsubscribeToken(key(1), '018f0000-0000-7000-8000-000000000001')
    for (let at = 0; at < token.length; at += 1) {
      for (const other of ['A', 'B', '-', '9']) {
        const changed = token.slice(0, at) + other + token.slice(at + 1)
        if (changed !== token) expect(readUnsubscribeToken(key(1), changed)).toBeNull()
      }
    }
    expect(readUnsubscribeToken(key(1), '')).toBeNull()
    expect(readUnsubscribeToken(key(1), `${token}A`)).toBeNull()
  })
})
