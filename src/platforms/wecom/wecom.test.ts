import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { logSpans } from './security-log.ts'
import { soon, wecomForTest } from './wecom.fixture.ts'
import { wecomFrom } from './wecom-from.ts'

const { peer, company, now, pass, connect } = await wecomForTest()
afterAll(() => peer.close())

beforeEach(() => {
  company.members.clear()
  company.hire('zhangsan', { name: '张三', departments: [1, 2] })
  company.hire('lisi', { name: '李四', departments: [2] })
  company.hire('waibu', { inScope: false })
})

describe('the contact book of WeCom (ACC-7)', () => {
  it('tells departments, and each member once with all departments, page by page', async () => {
    peer.pageBy(2)
    const { contacts } = connect()
    expect(await contacts.departments(soon())).toEqual({
      kind: 'done',
      value: [
        { id: 1, name: '青禾', parentId: null },
        { id: 2, name: '市场部', parentId: 1 },
      ],
    })
    expect(await contacts.memberIds(soon())).toEqual({
      kind: 'done',
      value: [
        { userId: 'zhangsan', departmentIds: [1, 2] },
        { userId: 'lisi', departmentIds: [2] },
        { userId: 'waibu', departmentIds: [1] },
      ],
    })
    peer.pageBy(10_000)
  })

  it('disables a member, again without harm, and sees that it is so', async () => {
    const { contacts } = connect()
    for (let count = 0; count < 2; count++)
      expect(await contacts.disable('lisi', soon())).toMatchObject({ kind: 'done' })
    expect(await contacts.member('lisi', soon())).toMatchObject({ value: { name: '李四', state: 'disabled' } })
  })

  it('deletes a member; one who is gone already is no failure', async () => {
    const { contacts } = connect()
    for (let count = 0; count < 2; count++)
      expect(await contacts.remove('lisi', soon())).toMatchObject({ kind: 'done' })
    expect(await contacts.member('lisi', soon())).toMatchObject({ kind: 'refused', why: 'member', code: 60_111 })
  })

  it('says what to do where the app has no right', async () => {
    const { contacts } = connect()
    expect(await contacts.member('waibu', soon())).toMatchObject({
      why: 'right',
      sentence: { zh: expect.stringContaining('可见范围') },
    })
    const withoutBook = connect({ bookSecret: 'example-app-secret' })
    expect(await withoutBook.contacts.disable('lisi', soon())).toMatchObject({
      kind: 'refused',
      why: 'right',
      code: 60_011,
    })
  })
})

describe('tokens of WeCom', () => {
  it('are asked for once per secret, however many need them', async () => {
    const { contacts } = connect()
    const before = peer.calls.length
    await Promise.all(Array.from({ length: 20 }, () => contacts.member('lisi', soon())))
    expect(peer.calls.slice(before).filter(({ url }) => url.pathname.endsWith('gettoken')).length).toBe(1)
  })

  it('are replaced when their time is over, and when WeCom ends them early', async () => {
    const { contacts } = connect()
    await contacts.member('lisi', soon())
    const before = peer.given()
    pass(7300)
    expect(await contacts.member('lisi', soon())).toMatchObject({ kind: 'done' })
    peer.endTokens()
    const answers = await Promise.all(Array.from({ length: 5 }, () => contacts.member('lisi', soon())))
    expect(answers.every(({ kind }) => kind === 'done')).toBe(true)
    expect(peer.given() - before).toBe(2)
  })

  it('are replaced once only: a token that is refused again is a fault of the settings', async () => {
    const { contacts } = connect()
    await contacts.member('lisi', soon())
    const refused = { body: JSON.stringify({ errcode: 42_001, errmsg: '' }) }
    const token = { body: JSON.stringify({ errcode: 0, access_token: 'other', expires_in: 7200 }) }
    peer.next(refused, token, refused)
    expect(await contacts.member('lisi', soon())).toMatchObject({ kind: 'refused', why: 'credentials', code: 42_001 })
  })

  it('are not given for a wrong secret or company, and no secret stands in the failure', async () => {
    for (const change of [{ secret: 'hush-hush' }, { corpId: 'wx0000' }]) {
      const said = await connect(change).contacts.member('lisi', soon())
      expect(said).toMatchObject({ kind: 'refused', why: 'credentials' })
      expect(JSON.stringify(said)).not.toMatch(/hush-hush|127\.0\.0\.1/)
    }
  })
})

describe('patience with WeCom', () => {
  it('tries again where it is busy, and not for ever', async () => {
    const { contacts } = connect()
    await contacts.member('lisi', soon())
    const busy = { body: '{"errcode":-1,"errmsg":"system busy"}' }
    peer.next(busy)
    expect(await contacts.member('lisi', soon())).toMatchObject({ kind: 'done' })
    peer.next(busy, busy)
    expect(await contacts.member('lisi', soon())).toMatchObject({ kind: 'try-later', why: 'busy' })
  })

  it('waits a minute where the limit is reached, without asking again', async () => {
    peer.limit('user/get', 3)
    pass(61)
    const { contacts } = connect()
    for (let count = 0; count < 3; count++) await contacts.member('lisi', soon())
    const before = peer.calls.length
    expect(await contacts.member('lisi', soon())).toEqual({
      kind: 'try-later',
      why: 'rate-limit',
      afterSeconds: 60,
      code: 45_009,
    })
    expect(peer.calls.length - before).toBe(1)
    pass(61)
    expect(await contacts.member('lisi', soon())).toMatchObject({ kind: 'done' })
    peer.limit('user/get', 10_000)
  })

  it('says that the address of this machine is not trusted', async () => {
    peer.trustAddress(false)
    expect(await connect().contacts.member('lisi', soon())).toMatchObject({
      why: 'network',
      sentence: { zh: expect.stringContaining('企业可信IP') },
    })
    peer.trustAddress(true)
  })

  it('takes nonsense for no answer', async () => {
    const { contacts } = connect()
    await contacts.member('lisi', soon())
    peer.next({ body: '<html>' }, { body: '{"errcode":0,"userid":5}' })
    expect(await contacts.member('lisi', soon())).toMatchObject({ kind: 'try-later', why: 'unreadable' })
    expect(await contacts.member('lisi', soon())).toMatchObject({ kind: 'try-later', why: 'unreadable' })
  })
})

describe('the log of members (ACC-6)', () => {
  const days = (count: number): Date => new Date(now().getTime() - count * 86_400_000)
  const line = (at: Date, oper_type: number) => ({
    time: Math.floor(at.getTime() / 1000),
    userid: 'zhangsan',
    oper_type,
    detail_info: '在新设备登录',
    ip: '183.40.88.*',
  })

  it('tells sign-ins on new devices over several weeks, page by page', async () => {
    peer.log.length = 0
    peer.log.push(line(days(20), 4), line(days(9), 13), line(days(8.5), 5), line(days(1), 21), line(days(0.5), 8))
    peer.pageBy(1)
    const said = await connect().memberOperations({ from: days(25), to: now(), now: now() }, soon())
    peer.pageBy(10_000)
    expect(said).toMatchObject({ kind: 'done' })
    if (said.kind !== 'done') return
    expect(said.value.map(({ kind }) => kind)).toEqual([
      'new-device',
      'second-device',
      'phone-changed',
      'device-locked',
      'other',
    ])
    expect(said.value[0]).toMatchObject({ userId: 'zhangsan', ip: '183.40.88.*', at: days(20) })
  })

  it('tells what administrators did in the console', async () => {
    peer.adminLog.push({ ...line(days(2), 2), detail_info: '新增管理员' }, line(days(1), 99))
    const said = await connect().administratorOperations({ from: days(3), to: now(), now: now() }, soon())
    expect(said).toMatchObject({
      kind: 'done',
      value: [{ kind: 'rights-changed', detail: '新增管理员' }, { kind: 'other' }],
    })
  })

  it('asks for spans that touch, of seven days at most, never older than 180 days', () => {
    const spans = logSpans({ from: days(400), to: now() }, now())
    expect(spans.every(({ start, end }) => end - start <= 7 * 86_400 && end > start)).toBe(true)
    expect(spans.every(({ end }, index) => spans[index + 1] === undefined || spans[index + 1]?.start === end)).toBe(
      true,
    )
    expect(Math.floor(now().getTime() / 1000) - (spans[0]?.start ?? 0)).toBeLessThan(180 * 86_400)
    expect(logSpans({ from: now(), to: days(1) }, now())).toEqual([])
  })
})

describe('messages by WeCom (ACC-5)', () => {
  const card = {
    userId: 'lisi',
    title: '异常登录提醒',
    text: '2026-03-02 09:00 <境外> & 新设备',
    link: new URL('https://weidun.example.com/me'),
  }

  it('sends a card to a member, once however often the job runs', async () => {
    peer.messages.length = 0
    for (let count = 0; count < 2; count++)
      expect(await connect().messageMember(card, soon())).toMatchObject({ kind: 'done' })
    expect(peer.messages).toEqual([
      {
        to: 'lisi',
        content: {
          title: '异常登录提醒',
          description: '2026-03-02 09:00 &lt;境外&gt; &amp; 新设备',
          url: card.link.href,
        },
      },
    ])
  })

  it('says so when the member is not in the scope of the app', async () => {
    expect(await connect().messageMember({ ...card, userId: 'waibu' }, soon())).toMatchObject({
      kind: 'refused',
      why: 'right',
    })
  })

  it('writes into the group, cut to the bytes that WeCom takes', async () => {
    const { messageGroup } = connect()
    expect(await messageGroup?.(`**告警** ${'长'.repeat(3000)}`, soon())).toMatchObject({ kind: 'done' })
    const said = await connect({ robotKey: 'other' }).messageGroup?.('告警', soon())
    expect(said).toMatchObject({ kind: 'refused', why: 'robot' })
  })

  it('waits when the group has had its twenty texts in a minute', async () => {
    pass(61)
    for (let count = 0; count < 20; count++) await connect().messageGroup?.(`告警 ${count}`, soon())
    expect(await connect().messageGroup?.('告警', soon())).toMatchObject({ kind: 'try-later', why: 'rate-limit' })
    pass(61)
  })

  it('writes once: a lost answer is not followed by a second message', async () => {
    peer.messages.length = 0
    peer.loseAnswers('webhook/send', 1)
    expect(await connect().messageGroup?.('告警', soon())).toMatchObject({ kind: 'try-later', why: 'time-out' })
    expect(peer.messages.length).toBe(1)
  })
})

describe('settings of WeCom', () => {
  const env = {
    WEIDUN_WECOM_CORP: 'wx5823bf96d3bd56c7',
    WEIDUN_WECOM_AGENT: '1000002',
    WEIDUN_WECOM_SECRET: 'hush-hush',
  }

  it('are none by default; robot and callback are there where they are named', () => {
    expect(wecomFrom({})).toBeUndefined()
    expect(wecomFrom(env)).toMatchObject({ messageGroup: undefined, callback: undefined })
    const all = {
      ...env,
      WEIDUN_WECOM_ROBOT_KEY: 'k',
      WEIDUN_WECOM_CALLBACK_TOKEN: 'QDG6eK',
      WEIDUN_WECOM_CALLBACK_KEY: 'j'.repeat(43),
    }
    expect(wecomFrom(all)?.callback).toBeDefined()
  })

  it('disable members who leave and hand over, unless the company wants it otherwise', () => {
    expect(wecomFrom(env)?.leaving).toEqual({ account: 'disable', handOver: true })
    const otherwise = { ...env, WEIDUN_WECOM_ON_LEAVING: 'delete', WEIDUN_WECOM_HAND_OVER: 'no' }
    expect(wecomFrom(otherwise)?.leaving).toEqual({ account: 'delete', handOver: false })
  })

  it.each([
    [{ ...env, WEIDUN_WECOM_ON_LEAVING: 'forget' }, /ON_LEAVING: must be disable or delete/],
    [{ ...env, WEIDUN_WECOM_HAND_OVER: 'perhaps' }, /HAND_OVER: must be yes or no/],
    [{ ...env, WEIDUN_WECOM_AGENT: '' }, /WECOM_AGENT: is missing/],
    [{ ...env, WEIDUN_WECOM_CALLBACK_TOKEN: 'QDG6eK' }, /WECOM_CALLBACK_KEY: is missing/],
    [{ WEIDUN_WECOM_CALLBACK_TOKEN: 'QDG6eK', WEIDUN_WECOM_CALLBACK_KEY: 'j'.repeat(43) }, /WECOM_CORP: is missing/],
    [{ ...env, WEIDUN_WECOM_CALLBACK_KEY: 'short' }, /WECOM_CALLBACK_KEY: must be/],
  ])('say which variable is missing or wrong, never its value', (wrong, message) => {
    expect(() => wecomFrom(wrong)).toThrow(message)
    expect(() => wecomFrom(wrong)).not.toThrow(/hush-hush/)
  })
})
