/** Staff, customers and groups of a company in WeCom, with the rules of the documents; times in seconds since 1970. */
export type CompanyMember = {
  name: string
  departments: number[]
  status: 1 | 2 | 4 | 5
  verified: boolean
  inScope: boolean
}

type Customer = {
  owner: string | null
  /** The last owner who has left, and when. */
  former: { userId: string; leftAt: number } | null
  refuses: boolean
  transferredAt: number[]
  /** What the customer calls themselves, and what the member wrote down. */
  card: { name: string; remark: string; remark_mobiles: string[] }
}

type Group = { owner: string; external: boolean; transferredAt: number[] }

type Transfer = { handover: string; takeover: string; customer: string; at: number; status: 1 | 2 | 3 | 4 }

const DAY = 86_400
const YEAR = 365 * DAY
const naturalDay = (seconds: number): number => Math.floor((seconds + 8 * 3600) / DAY)

export const wecomCompany = (now: () => number) => {
  const members = new Map<string, CompanyMember>()
  const customers = new Map<string, Customer>()
  const groups = new Map<string, Group>()
  const transfers: Transfer[] = []
  /** By number; the first is the root. */
  const departments = new Map<number, { name: string; parent: number }>([
    [1, { name: '青禾', parent: 0 }],
    [2, { name: '市场部', parent: 1 }],
  ])
  /** Who may have customers. */
  let serving: readonly string[] = []
  /** How many customers a member may have. */
  let mostCustomers = 5000

  const owned = (userId: string): string[] =>
    [...customers].flatMap(([id, customer]) => (customer.owner === userId ? [id] : []))

  const tooOften = (times: readonly number[]): boolean =>
    times.filter((time) => naturalDay(now()) - naturalDay(time) < 90).length >= 2

  /** What has waited for a day takes effect, or does not. */
  const settle = (): void => {
    for (const transfer of transfers) {
      const customer = customers.get(transfer.customer)
      if (transfer.status !== 2 || customer === undefined || now() - transfer.at < DAY) continue
      if (customer.refuses) transfer.status = 3
      else if (owned(transfer.takeover).length >= mostCustomers) transfer.status = 4
      else {
        transfer.status = 1
        customer.owner = transfer.takeover
        customer.former = null
        customer.transferredAt.push(now())
      }
    }
  }

  const successorFault = (handover: string, takeover: string): number => {
    const member = members.get(takeover)
    if (member === undefined) return 40_003
    if (takeover === handover) return 40_130
    if (!member.inScope) return 50_002
    if (member.status !== 1) return 41_054
    return member.verified ? 0 : 40_098
  }

  type Request = { handover: string; takeover: string; ids: readonly string[]; resigned: boolean }

  const customerFault = (id: string, { handover, resigned }: Request): number => {
    const customer = customers.get(id)
    if (customer === undefined) return 40_096
    if (transfers.some((one) => one.customer === id && one.status === 2)) return resigned ? 40_100 : 40_129
    if (resigned) {
      return customer.owner === null && customer.former?.userId === handover && now() - customer.former.leftAt <= YEAR
        ? 0
        : 40_096
    }
    if (customer.owner !== handover) return 40_096
    return tooOften(customer.transferredAt) ? 40_128 : 0
  }

  return {
    members,
    departments,
    customers,
    groups,
    transfers,
    owned,
    settle,
    setMostCustomers: (most: number): void => {
      mostCustomers = most
    },
    hire: (userId: string, change: Partial<CompanyMember> = {}): void => {
      members.set(userId, { name: userId, departments: [1], status: 1, verified: true, inScope: true, ...change })
    },
    /** Lets these members have customers, and nobody else. */
    letServe: (...userIds: readonly string[]): void => {
      serving = userIds
    },
    serving: () => serving.filter((userId) => members.get(userId)?.inScope === true),
    befriend: (owner: string, ids: readonly string[], { refuses = false, card = (id: string): Partial<Customer['card']> => ({ name: id }) } = {}): void => {
      for (const id of ids) {
        customers.set(id, { owner, former: null, refuses, transferredAt: [], card: { name: '', remark: '', remark_mobiles: [], ...card(id) } })
      }
    },
    /** The customers of these members, as each of them sees them. */
    contactsOf: (userIds: readonly string[]) =>
      userIds.flatMap((userid) =>
        owned(userid).map((external_userid) => {
          const { name, ...remarks } = customers.get(external_userid)?.card ?? { name: '', remark: '', remark_mobiles: [] }
          return { external_contact: { external_userid, name, type: 1, gender: 0 }, follow_info: { userid, description: '', createtime: 1_700_000_000, ...remarks } }
        }),
      ),
    found: (owner: string, ids: readonly string[], { external = true } = {}): void => {
      for (const id of ids) groups.set(id, { owner, external, transferredAt: [] })
    },
    dismiss: (userId: string): number => {
      if (!members.delete(userId)) return 60_111
      for (const id of owned(userId)) {
        const customer = customers.get(id)
        if (customer !== undefined) Object.assign(customer, { owner: null, former: { userId, leftAt: now() } })
      }
      return 0
    },
    unassigned: () =>
      [...customers].flatMap(([external_userid, { owner, former }]) =>
        owner === null && former !== null
          ? [{ handover_userid: former.userId, external_userid, dimission_time: former.leftAt }]
          : [],
      ),
    transfer: (request: Request): { errcode: number; customer: { external_userid: string; errcode: number }[] } => {
      const refuse = (errcode: number) => ({ errcode, customer: [] })
      const { handover, takeover, ids, resigned } = request
      if (ids.length < 1 || ids.length > 100) return refuse(40_058)
      if (!resigned && !members.has(handover)) return refuse(40_003)
      if (resigned && members.has(handover)) return refuse(40_097)
      const fault = successorFault(handover, takeover)
      if (fault !== 0) return refuse(fault)
      const customer = ids.map((external_userid) => {
        const errcode = customerFault(external_userid, request)
        if (errcode === 0) transfers.push({ handover, takeover, customer: external_userid, at: now(), status: 2 })
        return { external_userid, errcode }
      })
      return { errcode: 0, customer }
    },
    transferGroups: (ids: readonly string[], takeover: string, resigned: boolean) => {
      const refuse = (errcode: number) => ({ errcode, failed_chat_list: [] })
      if (ids.length < 1 || ids.length > 100) return refuse(40_058)
      const fault = successorFault('', takeover)
      if (fault !== 0) return refuse(fault)
      const failed_chat_list = ids.flatMap((chat_id) => {
        const group = groups.get(chat_id)
        const errcode =
          group === undefined || !group.external
            ? 90_501
            : resigned && members.has(group.owner)
              ? 90_500
              : !resigned && tooOften(group.transferredAt)
                ? 40_128
                : 0
        if (errcode !== 0 || group === undefined) return [{ chat_id, errcode, errmsg: 'failed' }]
        if (!resigned) group.transferredAt.push(now())
        group.owner = takeover
        return []
      })
      return { errcode: 0, failed_chat_list }
    },
  }
}

export type WecomCompany = ReturnType<typeof wecomCompany>
