import { afterAll, describe, expect, it } from 'vitest'
import { type SmtpPeer, startSmtp } from '../../../test/peers/smtp.ts'
import type { Mail, MailOutcome } from './mail.ts'
import { mailFrom } from './mail-from.ts'
import { smtpMail, type SmtpSettings } from './send-mail.ts'

const account = { user: 'weidun', password: 'example-password' }
const servers: SmtpPeer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

const start = async (encryption: SmtpSettings['encryption'], trusted = true): Promise<SmtpPeer> => {
  const server = await startSmtp({ encryption, account, trusted })
  servers.push(server)
  return server
}

const mail: Mail = {
  to: 'zhangsan@example.com',
  subject: '异常登录提醒：境外新设备',
  text: '您的账号于 2026-03-02 09:00 在境外登录。\n如非本人操作，请立即修改密码。',
  id: 'alert-1',
}

const send = (peer: SmtpPeer, change: Partial<SmtpSettings> = {}, message = mail): Promise<MailOutcome> => {
  const settings = {
    host: '127.0.0.1',
    port: peer.port,
    encryption: 'implicit',
    account,
    from: 'weidun@example.com',
  } as const
  return smtpMail({ ...settings, timeoutMs: 500, ...change })(message, AbortSignal.timeout(10_000))
}

describe('telling people by mail (ACC-5)', () => {
  it.each(['implicit', 'starttls', 'none'] as const)(
    'sends text in Chinese, encrypted where it should be: %s',
    async (encryption) => {
      const peer = await start(encryption)
      expect(await send(peer, { encryption })).toEqual({ kind: 'sent' })
      const [received] = peer.received
      expect(received).toMatchObject({ from: 'weidun@example.com', to: [mail.to], encrypted: encryption !== 'none' })
      expect(received?.raw).toContain(`=?UTF-8?B?`)
      expect(received?.raw).toContain('Auto-Submitted: auto-generated')
    },
  )

  it('gives the same message the same Message-ID, and another one another', async () => {
    const peer = await start('implicit')
    for (const id of ['alert-1', 'alert-1', 'alert-2']) await send(peer, {}, { ...mail, id })
    const ids = peer.received.map(({ raw }) => /^Message-ID: <(.+)>\r$/im.exec(raw)?.[1])
    expect(ids[0]).toMatch(/^[0-9a-f]{40}@example\.com$/)
    expect([ids[0] === ids[1], ids[0] === ids[2]]).toEqual([true, false])
  })

  it('lets nobody add headers or recipients', async () => {
    const peer = await start('implicit')
    await send(peer, {}, { ...mail, subject: 'x\r\nBcc: evil@example.com', id: 'x>\r\nBcc: evil@example.com' })
    expect(peer.received.map(({ to }) => to)).toEqual([[mail.to]])
    expect(peer.received[0]?.raw).not.toMatch(/^Bcc:/im)
    for (const to of ['a@example.com, b@example.com', 'a@example.com\r\nRCPT TO:<b@example.com>', 'nobody', '']) {
      expect(await send(peer, {}, { ...mail, to })).toMatchObject({ kind: 'refused', why: 'recipient', code: null })
    }
    expect(peer.received.length).toBe(1)
  })

  it('sends nothing unencrypted where encryption is demanded', async () => {
    const peer = await start('none')
    expect(await send(peer, { encryption: 'starttls' })).toMatchObject({ kind: 'refused', why: 'tls' })
    expect(peer.received).toEqual([])
  })

  it('sends nothing to a server whose certificate is not trusted', async () => {
    for (const encryption of ['implicit', 'starttls'] as const) {
      const peer = await start(encryption, false)
      expect(await send(peer, { encryption })).toMatchObject({ kind: 'refused', why: 'tls' })
      expect(peer.received).toEqual([])
    }
  })

  it('says that the password is wrong, without saying it', async () => {
    const peer = await start('implicit')
    const outcome = await send(peer, { account: { user: 'weidun', password: 'hush-hush' } })
    expect(outcome).toMatchObject({
      kind: 'refused',
      why: 'credentials',
      code: 535,
      sentence: { zh: expect.stringMatching(/请/) },
    })
    expect(JSON.stringify(outcome)).not.toContain('hush-hush')
  })

  it.each([
    [{ recipient: 550 }, { kind: 'refused', why: 'recipient', code: 550 }],
    [{ sender: 553 }, { kind: 'refused', why: 'sender', code: 553 }],
    [{ message: 554 }, { kind: 'refused', why: 'content', code: 554 }],
    [{ recipient: 450 }, { kind: 'try-later', why: 'busy', afterSeconds: 300, perhapsSent: false }],
    [{ message: 451 }, { kind: 'try-later', why: 'busy', perhapsSent: false }],
  ])('understands %j, and repeats no address', async (codes, wanted) => {
    const peer = await start('implicit')
    peer.answer(codes)
    const outcome = await send(peer)
    expect(outcome).toMatchObject(wanted)
    expect(JSON.stringify(outcome)).not.toContain('zhangsan')
  })

  it('says that the message perhaps went out when the server fell silent after it', async () => {
    const peer = await start('implicit')
    peer.fallSilent()
    expect(await send(peer)).toMatchObject({ kind: 'try-later', why: 'time-out', perhapsSent: true })
    expect(peer.received.length).toBe(1)
  })

  it('says that there is nobody', async () => {
    const peer = await start('implicit')
    await peer.close()
    servers.splice(servers.indexOf(peer), 1)
    expect(await send(peer)).toMatchObject({ kind: 'try-later', why: 'unreachable', perhapsSent: false })
  })
})

describe('settings of mail', () => {
  const env = { WEIDUN_SMTP_HOST: 'smtp.example.com', WEIDUN_SMTP_FROM: 'weidun@example.com' }

  it('are none by default', () => {
    expect(mailFrom({})).toBeUndefined()
    expect(mailFrom(env)).toBeTypeOf('function')
    expect(mailFrom({ ...env, WEIDUN_SMTP_HOST: '10.0.0.25', WEIDUN_SMTP_ENCRYPTION: 'none' })).toBeTypeOf('function')
  })

  it.each([
    [{ ...env, WEIDUN_SMTP_FROM: '' }, /SMTP_FROM: is missing/],
    [{ ...env, WEIDUN_SMTP_USER: 'weidun' }, /SMTP_PASSWORD: is missing/],
    [{ ...env, WEIDUN_SMTP_ENCRYPTION: 'none' }, /SMTP_ENCRYPTION: none is for servers within the house/],
    [{ ...env, WEIDUN_SMTP_PORT: '70000' }, /SMTP_PORT/],
    [{ ...env, WEIDUN_SMTP_PASSWORD: 'two words' }, /SMTP_PASSWORD: must be/],
  ])('say which variable is missing or wrong, never its value', (wrong, message) => {
    expect(() => mailFrom(wrong)).toThrow(message)
    expect(() => mailFrom(wrong)).not.toThrow(/smtp\.example\.com|two words/)
  })
})
