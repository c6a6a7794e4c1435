import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import published from '../fixtures/wecom-callback.json' with { type: 'json' }
import { callbackSignature, openCallback } from './open-callback.ts'
import { encryptedIn, readEvent } from './read-event.ts'
import { wecomForTest } from './wecom.fixture.ts'

const { peer, now, pass, connect } = await wecomForTest()
afterAll(() => peer.close())

const vector = (id: string) => {
  const found = published.vectors.find((one) => one.id === id)
  if (found === undefined) throw new Error(`there is no vector ${id}`)
  const { token, encodingAESKey = '', receiveId = '', timestamp, nonce, echostr, encrypt } = found.input
  const sealed = { signature: found.expect.msg_signature, timestamp, nonce, encrypted: echostr ?? encrypt ?? '' }
  return {
    keys: { token, aesKey: encodingAESKey, receiverId: receiveId },
    sealed,
    at: new Date(Number(timestamp) * 1000),
    text: found.expect.plaintext ?? found.expect.reply,
  }
}

describe('callbacks of WeCom: the published vectors (ACC-7)', () => {
  it.each(['wecom_callback_decrypt_1', 'wecom_url_verify_1', 'wechat_msg_signature_2'])('signature of %s', (id) => {
    const { keys, sealed } = vector(id)
    expect(callbackSignature(keys.token, sealed)).toBe(sealed.signature)
  })

  it.each(['wecom_callback_decrypt_1', 'wecom_url_verify_1'])('message of %s', (id) => {
    const { keys, sealed, at, text } = vector(id)
    expect(openCallback(keys, sealed, at)).toEqual({ kind: 'opened', text })
  })
})

describe('callbacks that are not taken (ACC-7)', () => {
  const { keys, sealed, at } = vector('wecom_callback_decrypt_1')
  const resigned = (change: Partial<typeof sealed>) => {
    const changed = { ...sealed, ...change }
    return { ...changed, signature: callbackSignature(keys.token, changed) }
  }
  const seconds = (count: number): Date => new Date(at.getTime() + count * 1000)

  it.each([
    [
      'a signature that is not right',
      keys,
      { ...sealed, signature: sealed.signature.replace(/^./, 'x') },
      at,
      'signature',
    ],
    ['a signature of another length', keys, { ...sealed, signature: '' }, at, 'signature'],
    ['another nonce', keys, { ...sealed, nonce: '1' }, at, 'signature'],
    ['another token', { ...keys, token: 'other' }, sealed, at, 'signature'],
    ['a replay after five minutes', keys, sealed, seconds(301), 'stale'],
    ['a time to come', keys, sealed, seconds(-301), 'stale'],
    ['a time that is none', keys, { ...sealed, timestamp: '1e9' }, at, 'malformed'],
    ['a message for another company', { ...keys, receiverId: 'wx0000000000000000' }, sealed, at, 'receiver'],
    ['half a block', keys, resigned({ encrypted: 'AAAA' }), at, 'malformed'],
    ['nothing', keys, resigned({ encrypted: '' }), at, 'malformed'],
    ['blocks of noise', keys, resigned({ encrypted: Buffer.alloc(64, 7).toString('base64') }), at, 'malformed'],
    ['too much', keys, resigned({ encrypted: 'A'.repeat(300_000) }), at, 'malformed'],
  ])('%s', (_, by, what, when, why) => {
    expect(openCallback(by, what, when)).toEqual({ kind: 'refused', why })
  })

  it('are those of which one sign was changed, wherever it stands', () => {
    for (let place = 0; place < sealed.encrypted.length; place += 7) {
      const sign = sealed.encrypted[place] === 'A' ? 'B' : 'A'
      const encrypted = sealed.encrypted.slice(0, place) + sign + sealed.encrypted.slice(place + 1)
      expect(openCallback(keys, { ...sealed, encrypted }, at)).toEqual({ kind: 'refused', why: 'signature' })
    }
  })
})

describe('callbacks as WeCom makes them (ACC-7)', () => {
  it('are opened, whatever they say', () => {
    const { callback } = connect()
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
        const opened = callback?.open(peer.seal(text), now())
        return opened?.kind === 'opened' && opened.text === text.toWellFormed()
      }),
    )
  })
})

describe('events of WeCom (ACC-7)', () => {
  const event = (fields: Record<string, string>): string =>
    `<xml>${Object.entries({
      ToUserName: 'wx5823bf96d3bd56c7',
      FromUserName: 'sys',
      CreateTime: '1403610513',
      MsgType: 'event',
      ...fields,
    })
      .map(([name, text]) => `<${name}><![CDATA[${text}]]></${name}>`)
      .join('\n')}</xml>`

  it('tells who has left, from what was posted to the callback', () => {
    const { callback } = connect()
    const posted = peer.seal(event({ Event: 'change_contact', ChangeType: 'delete_user', UserID: 'zhangsan' }))
    const opened = callback?.open({ ...posted, encrypted: callback.encryptedIn(posted.body) }, now())
    expect(opened).toMatchObject({ kind: 'opened' })
    if (opened?.kind !== 'opened') return
    expect(callback?.readEvent(opened.text)).toMatchObject({ kind: 'member-left', userId: 'zhangsan' })
    pass(400)
    expect(callback?.open(posted, now())).toEqual({ kind: 'refused', why: 'stale' })
  })

  it.each([
    [
      { Event: 'change_contact', ChangeType: 'update_user', UserID: 'a', Status: '5' },
      { kind: 'member-left', userId: 'a' },
    ],
    [
      { Event: 'change_contact', ChangeType: 'update_user', UserID: 'a', NewUserID: 'b', Status: '2' },
      { kind: 'member-changed', userId: 'a', newUserId: 'b', disabled: true },
    ],
    [
      {
        Event: 'change_external_contact',
        ChangeType: 'transfer_fail',
        UserID: 'a',
        ExternalUserID: 'wm0',
        FailReason: 'customer_refused',
      },
      { kind: 'transfer-failed', userId: 'a', customer: 'wm0', why: 'customer-refused' },
    ],
    [
      {
        Event: 'change_external_contact',
        ChangeType: 'transfer_fail',
        UserID: 'a',
        ExternalUserID: 'wm0',
        FailReason: 'customer_limit_exceed',
      },
      { kind: 'transfer-failed', userId: 'a', customer: 'wm0', why: 'successor-full' },
    ],
    [{ Event: 'change_contact', ChangeType: 'delete_user', UserID: '' }, { kind: 'other' }],
    [{ Event: 'subscribe' }, { kind: 'other', name: 'subscribe/' }],
  ])('%j', (fields, wanted) => {
    expect(readEvent(event(fields))).toMatchObject(wanted)
  })

  it('has one key for an event that is sent again, and another for the next', () => {
    const fields = { Event: 'change_contact', ChangeType: 'delete_user', UserID: 'a' }
    expect(readEvent(event(fields)).key).toBe(readEvent(event(fields)).key)
    expect(readEvent(event({ ...fields, UserID: 'b' })).key).not.toBe(readEvent(event(fields)).key)
  })

  const left = (userId: string): string =>
    `<Event>change_contact</Event><ChangeType>delete_user</ChangeType><UserID>${userId}</UserID>`

  it.each([
    '',
    'no xml at all',
    `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml>${left('&e;')}</xml>`,
    '<xml>'.repeat(20_000),
    `<xml><a>${left('nested')}</a></xml>`,
    `<xml>${left('a|b')}</xml>`,
    `<xml>${left('x'.repeat(65))}</xml>`,
  ])('takes strange texts for no event: %#', (xml) => {
    expect(readEvent(xml).kind).toBe('other')
  })

  it('finds no sealed part where there is none', () => {
    expect(encryptedIn('<xml><Encrypt>plain</Encrypt></xml>')).toBe('')
    expect(encryptedIn('x'.repeat(600_000))).toBe('')
  })
})
