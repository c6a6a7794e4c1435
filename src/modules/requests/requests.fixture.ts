import type { TestApp } from '../../../test/harness.ts'
import { newCustomer, vaultPeople } from '../vault/vault.fixture.ts'

/** What was sent, as the suppliers got it. */
export const outbox = () => {
  const messages: { to: string; code: string }[] = []
  const news: { to: string; text: string; id: string }[] = []
  const answers: ('sent' | 'perhaps' | 'refused' | 'away')[] = []
  const answer = () => {
    const next = answers.shift() ?? 'sent'
    if (next === 'away') throw new Error('The supplier is away')
    return next
  }
  return {
    messages,
    /** What people were told of their requests. */
    news,
    newsTo: (to: string): string[] => news.filter((one) => one.to === to).map(({ text }) => text),
    /** What the supplier answers to the next news. */
    next: (...next: typeof answers) => void answers.push(...next),
    sendSms: async ({ phone, code }: { phone: string; code: string }) => {
      messages.push({ to: phone, code })
    },
    sendNews: async ({ phone, number, news: text, id }: { phone: string; number: string; news: string; id: string }) => {
      const answered = answer()
      if (answered === 'sent') news.push({ to: phone, text: `${number} ${text}`, id })
      return answered
    },
    sendMail: async ({ to, text, id }: { to: string; text: string; id: string }) => {
      const code = /(?:是|is) (\d{6})/.exec(text)?.[1]
      if (code === undefined) news.push({ to, text, id })
      else messages.push({ to, code })
      return 'sent' as const
    },
    codeTo: (to: string): string => messages.findLast((message) => message.to === to)?.code ?? '',
  }
}

/** People who handle requests, and the page as somebody outside sees it. */
export const startRequests = async (app: TestApp, base: string, sent: ReturnType<typeof outbox>) => {
  const people = await vaultPeople(app)
  let network = 0
  const send = async (fields: Record<string, string>, { headers = {}, ip }: { headers?: Record<string, string>; ip?: string } = {}) => {
    network += 1
    const response = await fetch(`${base}/rights`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'x-forwarded-for': ip ?? `198.51.${Math.floor(network / 250) % 250}.${network % 250}`, 'accept-language': 'zh-CN', ...headers },
      redirect: 'manual',
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    return { status: response.status, headers: response.headers, bytes, text: bytes.toString('utf8') }
  }
  const hidden = (text: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
  /** Asks for a code; the token by which the page names it. */
  const ask = async (contact: string, kind: 'mobile' | 'email' = 'mobile') => {
    const answer = await send({ step: 'code', kind, contact })
    await app.runJobs()
    return { ...answer, proof: hidden(answer.text, 'proof') }
  }
  /** Proves to be the owner of a number; the token of the visit. */
  const visit = async (contact: string, kind: 'mobile' | 'email' = 'mobile'): Promise<string> => {
    app.clock.advance(61_000)
    const { proof } = await ask(contact, kind)
    const answer = await send({ step: 'prove', proof, code: sent.codeTo(contact) })
    return hidden(answer.text, 'session')
  }
  const rowOf = async (number: 'latest' = 'latest') => {
    void number
    return app.db.selectFrom('rights_request' as never).selectAll().orderBy('id' as never, 'desc').limit(1).executeTakeFirstOrThrow() as Promise<Record<string, unknown>>
  }
  const latest = async (): Promise<string> => String((await rowOf())['id'])
  /** Makes a request on the page; its id. */
  const submit = async (session: string, fields: Record<string, string>): Promise<string> => {
    const answer = await send({ step: 'submit', session, ...fields })
    if (answer.status !== 200) throw new Error(`The page answered ${answer.status}: ${/role="alert">([^<]*)/.exec(answer.text)?.[1]}`)
    return latest()
  }
  const register = (fields: Parameters<typeof newCustomer>[0], more: Parameters<typeof newCustomer>[1] = {}) =>
    app.call('vault.register-customer', newCustomer(fields, more), people.service).then(({ id }) => id)
  return { ...people, send, ask, visit, submit, latest, register, hidden }
}
