import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { callOutside, type CallLimits } from '../../kernel/outbound/call-outside.ts'
import { sameBytes } from '../../kernel/secrets/compare.ts'
import { inCharacters, inPieces } from '../in-pieces.ts'
import { boundedJudgement, type Judge, type Judgement } from '../opinion.ts'
import { readJson } from '../read-json.ts'
import { answerSchema, instructions, objectIn, speaksToModel } from './prompt.ts'

export type LlmSettings = {
  /** Base of an OpenAI-compatible API, such as https://api.deepseek.com/v1. */
  endpoint: URL
  /** A local model may need none. */
  apiKey: string | undefined
  model: string
  limits?: Partial<CallLimits>
}

/** Characters at once: longer copy gets a shallower reading. */
const MAX_CHARACTERS = 6000

const MAX_ANSWER_TOKENS = 2000

const completionSchema = z.object({
  id: z.string().max(200).nullish(),
  choices: z
    .array(
      z.object({ finish_reason: z.string().nullish(), message: z.object({ content: z.string().nullish() }) }),
    )
    .min(1),
})

const errorSchema = z.object({
  error: z.object({ code: z.union([z.string(), z.number()]).nullish(), type: z.string().nullish() }),
})

/** The model's own filter does not let the copy through: a sign of its own. */
const filtered: Omit<Judgement, 'requestId'> = {
  decision: 'review',
  labels: ['content_filter'],
  reasons: [],
  score: null,
}

/**
 * A language model behind an OpenAI-compatible endpoint (POST chat/completions): DeepSeek, Qwen, a local model. The
 * copy goes in as data; an answer that lacks the sign, or is not the JSON asked for, is no judgement. Copy that talks
 * to the model is never judged `pass`, whatever the model says.
 */
export const llmJudge = ({ endpoint, apiKey, model, limits }: LlmSettings): Judge =>
  inPieces(inCharacters(MAX_CHARACTERS), async ({ text, dataId, signal }) => {
    const sign = randomBytes(12).toString('hex')
    const body = JSON.stringify({
      model,
      temperature: 0,
      max_tokens: MAX_ANSWER_TOKENS,
      response_format: { type: 'json_object' },
      messages: [
        { role: 'system', content: instructions(sign) },
        { role: 'user', content: JSON.stringify({ copy: text }) },
      ],
    })
    const base = endpoint.href.endsWith('/') ? endpoint.href : `${endpoint.href}/`
    const answer = await callOutside({
      signal,
      ...(limits === undefined ? {} : { limits }),
      request: () => ({
        url: new URL('chat/completions', base),
        headers: {
          'content-type': 'application/json',
          'idempotency-key': dataId,
          ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        },
        body,
      }),
    })
    if (answer.kind === 'failed') return { kind: 'missing', reason: answer.reason }
    if (answer.status !== 200) {
      if (isFiltered(answer.body)) return { kind: 'given', opinion: { ...filtered, requestId: dataId } }
      return { kind: 'missing', reason: [401, 402, 403].includes(answer.status) ? 'refused' : 'unreadable' }
    }
    const completion = readJson(completionSchema, answer.body)
    const choice = completion?.choices[0]
    if (choice === undefined) return { kind: 'missing', reason: 'unreadable' }
    const requestId = completion?.id ?? dataId
    if (choice.finish_reason === 'content_filter') return { kind: 'given', opinion: { ...filtered, requestId } }
    const said = readJson(answerSchema, objectIn(choice.message.content ?? ''))
    if (said === undefined || !sameBytes(Buffer.from(said.sign), Buffer.from(sign))) {
      return { kind: 'missing', reason: 'unreadable' }
    }
    const addressed = speaksToModel(text)
    const opinion = boundedJudgement({
      decision: addressed && said.verdict === 'pass' ? 'review' : said.verdict,
      labels: [...(addressed ? ['prompt_injection'] : []), ...said.reasons.map(({ label }) => label ?? '')],
      reasons: said.reasons.map(({ quote, why }) => (quote ? `“${quote}”：${why ?? ''}` : (why ?? ''))),
      score: said.score ?? null,
      requestId,
    })
    return { kind: 'given', opinion }
  })

/** Qwen and others answer 400 where their filter stops the question. */
const isFiltered = (body: string): boolean => {
  const error = readJson(errorSchema, body)?.error
  return /data_inspection_failed|content_filter|content_policy/i.test(`${error?.code ?? ''} ${error?.type ?? ''}`)
}
