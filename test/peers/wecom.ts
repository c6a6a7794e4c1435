import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { json, type Peer, type PeerReply, servePeer } from './serve.ts'
import { type CompanyMember, type WecomCompany, wecomCompany } from './wecom-company.ts'

type Options = {
  corpId: string
  agentId: number
  /** Of the app, and of the contact book, which alone may change members. */
  secrets: { app: string; book: string }
  robotKey: string
  callback: { token: string; aesKey: string }
  /** Milliseconds since 1970. */
  now: () => number
}

type Fields = Record<string, unknown>
type Said = { errcode: number } & Fields
type Route = { method: 'GET' | 'POST'; right: 'app' | 'book' | 'any'; a_minute?: number; run: (asked: Fields) => Said }

const ok = (fields: Fields = {}): Said => ({ errcode: 0, ...fields })
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

const told = (userid: string, { name, departments, status }: CompanyMember) => ({
  userid,
  name,
  department: departments,
  main_department: departments[0],
  status,
})

/** A page by cursor: the cursor is where to go on. */
const page = <Item>(items: readonly Item[], asked: Fields, most: number): { items: Item[]; next: string } => {
  const from = Number(text(asked['cursor']) || 0)
  const limit = Math.min(most, Number(asked['limit'] ?? asked['page_size'] ?? most))
  const to = from + limit
  return { items: items.slice(from, to), next: to < items.length ? String(to) : '' }
}

export type LogLine = { time: number; userid: string; oper_type: number; detail_info: string; ip: string }

export type WecomPeer = Peer & {
  company: WecomCompany
  /** Application messages and texts of the robot that went out. */
  messages: { to: string; content: Fields }[]
  log: LogLine[]
  /** Of administrators. */
  adminLog: LogLine[]
  /** Tokens given so far. */
  given: () => number
  /** WeCom ends every token early. */
  endTokens: () => void
  /** Whether calls of this machine are taken. */
  trustAddress: (trusted: boolean) => void
  /** So many calls of the path are taken in a minute. */
  limit: (path: string, a_minute: number) => void
  /** The next calls of the path are carried out, and their answers lost. */
  loseAnswers: (path: string, count: number) => void
  /** Pages are no longer than that, whatever is asked for. */
  pageBy: (most: number) => void
  /** A code of the web sign-in; of a stranger where there is no such member. */
  codeFor: (userId: string) => string
  /** What WeCom posts to the callback. */
  seal: (xml: string) => { signature: string; timestamp: string; nonce: string; encrypted: string; body: string }
}

/**
 * Stand-in for WeCom: tokens per secret that expire, error codes, limits, a company that remembers what was done to it.
 * Written from developer.work.weixin.qq.com, apart from the program.
 */
export const startWecom = async (options: Options): Promise<WecomPeer> => {
  const { corpId, agentId, secrets, robotKey, callback, now } = options
  const seconds = (): number => Math.floor(now() / 1000)
  const company = wecomCompany(seconds)
  const tokens = new Map<string, { right: 'app' | 'book'; until: number; ended: boolean }>()
  const calls = new Map<string, number[]>()
  const limits = new Map<string, number>()
  const lost = new Map<string, number>()
  const codes = new Map<string, { userId: string; until: number }>()
  const messages: WecomPeer['messages'] = []
  const log: LogLine[] = []
  const adminLog: LogLine[] = []
  let [given, trusted, mostInPage] = [0, true, 10_000]

  const gettoken = (asked: Fields): Said => {
    if (asked['corpid'] !== corpId) return { errcode: 40_013 }
    const right = (['app', 'book'] as const).find((kind) => secrets[kind] === asked['corpsecret'])
    if (right === undefined) return { errcode: 40_001 }
    const valid = [...tokens].find(([, token]) => token.right === right && !token.ended && token.until > seconds())
    if (valid !== undefined) return ok({ access_token: valid[0], expires_in: valid[1].until - seconds() })
    const token = `token-${right}-${++given}-${randomBytes(32).toString('hex')}`
    tokens.set(token, { right, until: seconds() + 7200, ended: false })
    return ok({ access_token: token, expires_in: 7200 })
  }

  const send = (asked: Fields): Said => {
    const card = (asked['textcard'] ?? {}) as Fields
    if (asked['agentid'] !== agentId) return { errcode: 40_056 }
    if (asked['msgtype'] !== 'textcard' || !['title', 'description', 'url'].every((name) => text(card[name]) !== '')) {
      return { errcode: 40_058 }
    }
    const to = text(asked['touser'])
    if (company.members.get(to)?.inScope !== true) return ok({ invaliduser: to, msgid: 'm-0' })
    const same = messages.some((one) => one.to === to && JSON.stringify(one.content) === JSON.stringify(card))
    if (asked['enable_duplicate_check'] !== 1 || !same) messages.push({ to, content: card })
    return ok({ invaliduser: '', msgid: `m-${messages.length}` })
  }

  const robot = (asked: Fields): Said => {
    if (asked['key'] !== robotKey) return { errcode: 93_000 }
    const markdown = (asked['markdown'] ?? {}) as Fields
    const content = text(markdown['content'])
    if (asked['msgtype'] !== 'markdown' || content === '' || Buffer.byteLength(content) > 4096)
      return { errcode: 40_058 }
    messages.push({ to: 'group', content: markdown })
    return ok()
  }

  const update = (asked: Fields): Said => {
    const member = company.members.get(text(asked['userid']))
    if (member === undefined) return { errcode: 60_111 }
    if (asked['enable'] === 0) member.status = 2
    if (asked['enable'] === 1) member.status = 1
    return ok()
  }

  const transfer =
    (resigned: boolean) =>
    (asked: Fields): Said => {
      company.settle()
      return company.transfer({
        handover: text(asked['handover_userid']),
        takeover: text(asked['takeover_userid']),
        ids: list(asked['external_userid']),
        resigned,
      })
    }

  const results = (asked: Fields): Said => {
    company.settle()
    const between = company.transfers.filter(
      (one) => one.handover === asked['handover_userid'] && one.takeover === asked['takeover_userid'],
    )
    const { items, next } = page(between, asked, Math.min(1000, mostInPage))
    const customer = items.map((one) => ({ external_userid: one.customer, status: one.status, takeover_time: one.at }))
    return ok({ customer, next_cursor: next })
  }

  const logOf = (lines: readonly LogLine[]) => (asked: Fields): Said => {
    const [from, to] = [Number(asked['start_time']), Number(asked['end_time'])]
    if (to - from > 7 * 86_400 || from < seconds() - 180 * 86_400 || to < from) return { errcode: 40_058 }
    const found = lines.filter(({ time }) => time >= from && time < to)
    const { items, next } = page(found, asked, Math.min(400, mostInPage))
    return ok({ has_more: next !== '', next_cursor: next, record_list: items })
  }

  const groupsOf = (asked: Fields): Said => {
    const owners = list(((asked['owner_filter'] ?? {}) as Fields)['userid_list'])
    const found = [...company.groups].flatMap(([chat_id, { owner }]) =>
      owners.includes(owner) ? [{ chat_id, status: 0 }] : [],
    )
    const { items, next } = page(found, asked, Math.min(1000, mostInPage))
    return ok({ group_chat_list: items, next_cursor: next })
  }

  const routes: Record<string, Route> = {
    'department/list': {
      method: 'GET',
      right: 'app',
      run: () =>
        ok({
          department: [...company.departments].map(([id, { name, parent }]) => ({ id, name, parentid: parent })),
        }),
    },
    'user/list_id': {
      method: 'POST',
      right: 'book',
      run: (asked) => {
        const all = [...company.members].flatMap(([userid, { departments }]) =>
          departments.map((department) => ({ userid, department })),
        )
        const { items, next } = page(all, asked, mostInPage)
        return ok({ dept_user: items, next_cursor: next })
      },
    },
    'user/get': {
      method: 'GET',
      right: 'app',
      run: (asked) => {
        const userid = text(asked['userid'])
        const member = company.members.get(userid)
        if (member === undefined) return { errcode: 60_111 }
        if (!member.inScope) return { errcode: 60_011 }
        return ok(told(userid, member))
      },
    },
    'user/list': {
      method: 'GET',
      right: 'app',
      run: (asked) => {
        const department = Number(text(asked['department_id']))
        if (!company.departments.has(department)) return { errcode: 60_123 }
        const userlist = [...company.members].flatMap(([userid, member]) =>
          member.inScope && member.departments.includes(department) ? [told(userid, member)] : [],
        )
        return ok({ userlist })
      },
    },
    'user/update': { method: 'POST', right: 'book', run: update },
    'user/delete': {
      method: 'GET',
      right: 'book',
      run: (asked) => ok({ errcode: company.dismiss(text(asked['userid'])) }),
    },
    'externalcontact/list': {
      method: 'GET',
      right: 'app',
      run: (asked) => {
        company.settle()
        const userid = text(asked['userid'])
        if (!company.members.has(userid)) return { errcode: 40_003 }
        const external_userid = company.owned(userid)
        return external_userid.length === 0 ? { errcode: 84_061 } : ok({ external_userid })
      },
    },
    'externalcontact/get_follow_user_list': {
      method: 'GET',
      right: 'app',
      run: () => ok({ follow_user: company.serving() }),
    },
    'externalcontact/batch/get_by_user': {
      method: 'POST',
      right: 'app',
      // At most 100 members and 100 customers a call (path/92994).
      run: (asked) => {
        company.settle()
        const userids = list(asked['userid_list'])
        const limit = Number(asked['limit'] ?? 50)
        if (userids.length < 1 || userids.length > 100 || limit < 1 || limit > 100) return { errcode: 40_058 }
        if (userids.some((userid) => !company.members.has(userid))) return { errcode: 40_003 }
        if (userids.some((userid) => company.members.get(userid)?.inScope !== true)) return { errcode: 50_002 }
        const { items, next } = page(company.contactsOf(userids), { limit, ...asked }, Math.min(100, mostInPage))
        return items.length === 0 ? { errcode: 84_061 } : ok({ external_contact_list: items, next_cursor: next })
      },
    },
    'externalcontact/get_unassigned_list': {
      method: 'POST',
      right: 'app',
      run: (asked) => {
        company.settle()
        const { items, next } = page(company.unassigned(), asked, Math.min(1000, mostInPage))
        return ok({ info: items, is_last: next === '', next_cursor: next })
      },
    },
    'externalcontact/transfer_customer': { method: 'POST', right: 'app', run: transfer(false) },
    'externalcontact/resigned/transfer_customer': { method: 'POST', right: 'app', run: transfer(true) },
    'externalcontact/transfer_result': { method: 'POST', right: 'app', run: results },
    'externalcontact/resigned/transfer_result': { method: 'POST', right: 'app', run: results },
    'externalcontact/groupchat/list': { method: 'POST', right: 'app', run: groupsOf },
    'externalcontact/groupchat/transfer': {
      method: 'POST',
      right: 'app',
      run: (asked) => company.transferGroups(list(asked['chat_id_list']), text(asked['new_owner']), true),
    },
    'externalcontact/groupchat/onjob_transfer': {
      method: 'POST',
      right: 'app',
      run: (asked) => company.transferGroups(list(asked['chat_id_list']), text(asked['new_owner']), false),
    },
    'security/member_oper_log/list': { method: 'POST', right: 'app', a_minute: 600, run: logOf(log) },
    'security/admin_oper_log/list': { method: 'POST', right: 'app', a_minute: 600, run: logOf(adminLog) },
    'message/send': { method: 'POST', right: 'app', run: send },
    'auth/getuserinfo': {
      method: 'GET',
      right: 'app',
      run: (asked) => {
        const code = text(asked['code'])
        const found = codes.get(code)
        codes.delete(code)
        if (found === undefined || found.until <= seconds()) return { errcode: 40_029 }
        return company.members.has(found.userId) ? ok({ userid: found.userId }) : ok({ openid: 'stranger' })
      },
    },
    'webhook/send': { method: 'POST', right: 'any', a_minute: 20, run: robot },
    gettoken: { method: 'GET', right: 'any', run: gettoken },
  }

  /** Null when the call may be carried out. */
  const refusal = (path: string, { right, a_minute = 10_000 }: Route, token: string): number | null => {
    if (!trusted && right !== 'any') return 60_020
    const lately = (calls.get(path) ?? []).filter((time) => seconds() - time < 60)
    if (lately.length >= (limits.get(path) ?? a_minute)) return 45_009
    calls.set(path, [...lately, seconds()])
    if (right === 'any') return null
    const found = tokens.get(token)
    if (found === undefined || found.ended) return 40_014
    if (found.until <= seconds()) return 42_001
    if (found.right === right) return null
    return right === 'book' ? 60_011 : 48_002
  }

  const peer = await servePeer(({ url, method, body }): PeerReply => {
    const path = url.pathname.replace('/cgi-bin/', '')
    const route = routes[path]
    if (route === undefined || route.method !== method) return { status: 404, body: '' }
    const asked = { ...Object.fromEntries(url.searchParams), ...(body === '' ? {} : (JSON.parse(body) as Fields)) }
    const refused = refusal(path, route, url.searchParams.get('access_token') ?? '')
    const said = refused === null ? route.run(asked) : { errcode: refused }
    const errmsg = said.errcode === 0 ? 'ok' : `hint: [${randomBytes(4).toString('hex')}], from ip: 127.0.0.1`
    const losing = lost.get(path) ?? 0
    if (losing > 0) {
      lost.set(path, losing - 1)
      return { body: '', after: Infinity }
    }
    return json({ ...said, errmsg })
  })

  return {
    ...peer,
    company,
    messages,
    log,
    adminLog,
    given: () => given,
    endTokens: () => {
      for (const token of tokens.values()) token.ended = true
    },
    trustAddress: (next) => {
      trusted = next
    },
    limit: (path, a_minute) => {
      limits.set(path, a_minute)
    },
    loseAnswers: (path, count) => {
      lost.set(path, count)
    },
    pageBy: (most) => {
      mostInPage = most
    },
    codeFor: (userId) => {
      const code = randomBytes(16).toString('hex')
      codes.set(code, { userId, until: seconds() + 300 })
      return code
    },
    seal: (xml) => sealed(xml, { ...callback, corpId, timestamp: String(seconds()) }),
  }
}

type Sealing = Options['callback'] & { corpId: string; timestamp: string }

/** WXBizMsgCrypt: 16 random bytes, length, message, corp id, padded to 32; AES-256-CBC; SHA-1 of four sorted parts. */
const sealed = (xml: string, { token, aesKey, corpId, timestamp }: Sealing) => {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const message = Buffer.from(xml)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(message.length)
  const content = Buffer.concat([randomBytes(16), length, message, Buffer.from(corpId)])
  const padding = 32 - (content.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([content, Buffer.alloc(padding, padding)])
  const encrypted = Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64')
  const nonce = String(randomBytes(4).readUInt32BE())
  const signature = createHash('sha1').update([token, timestamp, nonce, encrypted].toSorted().join('')).digest('hex')
  const body = `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`
  return { signature, timestamp, nonce, encrypted, body }
}
