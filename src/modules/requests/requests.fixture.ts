import type { TestApp } from '../../../test/harness.ts'
import { newCustomer, vaultPeople } from '../vault/vault.fixture.ts'

/** What was sent, as the suppliers got it. */
export const outbox = () => {
  const messages: { to: string; code: string }[] = []
  return {
    messages,
    sendSms: async ({ phone, code }: { phone: string; code: string }) => {
      messages.push({ to: phone, code })
    },
    sendMail: async ({ to, text }: { to: string; text: string }) => {
      messages.push({ to, code: /\d{6}/.exec(text)?.[0] ?? '' })
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
