import { json, type Peer, servePeer } from './serve.ts'

type Completion = { model: string; messages: { role: string; content: string }[] }

/** The sign that the instructions ask for. */
const signIn = (instructions: string): string => /"sign":"([0-9a-f]+)"/.exec(instructions)?.[1] ?? ''

const completion = (content: string, finish = 'stop') =>
  json({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    choices: [{ index: 0, finish_reason: finish, message: { role: 'assistant', content } }],
  })

export type LlmPeer = Peer & {
  /** What the model says from now on, given the copy and the sign. */
  speak: (answer: (copy: string, sign: string) => { content: string; finish?: string }) => void
}

const judgement = (copy: string, sign: string): { content: string } => {
  const word = ['赌博', '代开'].find((one) => copy.includes(one))
  const verdict = word === '赌博' ? 'block' : word === '代开' ? 'review' : 'pass'
  const reasons = word === undefined ? [] : [{ quote: word, label: '违禁', why: '广告法第九条（八）禁止含有赌博的内容' }]
  return { content: JSON.stringify({ sign, verdict, score: 90, reasons }) }
}

/** Stand-in for an OpenAI-compatible endpoint: bearer key, chat/completions. */
export const startLlm = async ({ apiKey, model }: { apiKey: string; model: string }): Promise<LlmPeer> => {
  let answer: (copy: string, sign: string) => { content: string; finish?: string } = judgement
  const peer = await servePeer(({ url, headers, body }) => {
    if (headers.authorization !== `Bearer ${apiKey}`) return json({ error: { code: 'invalid_api_key' } }, 401)
    if (url.pathname !== '/v1/chat/completions') return json({ error: { code: 'not_found' } }, 404)
    const asked = JSON.parse(body) as Completion
    if (asked.model !== model) return json({ error: { code: 'model_not_found' } }, 404)
    const [system, user] = asked.messages
    const { copy } = JSON.parse(user?.content ?? '{}') as { copy: string }
    const { content, finish } = answer(copy, signIn(system?.content ?? ''))
    return completion(content, finish)
  })
  return {
    ...peer,
    url: new URL('v1', peer.url),
    speak: (next) => {
      answer = next
    },
  }
}
