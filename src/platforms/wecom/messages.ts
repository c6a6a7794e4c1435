import { z } from 'zod'
import type { CallLimits } from '../../kernel/outbound/call-outside.ts'
import { rawWecomCall, type WecomCall, type WecomDone } from './call.ts'
import { type WecomFailure, wecomRefusal } from './failure.ts'

const sentSchema = z.object({ msgid: z.string().max(200).default(''), invaliduser: z.string().default('') })

/** Bytes of a title, a description and a markdown text (path/90236, 91770). */
const TITLE_BYTES = 128
const TEXT_BYTES = 512
const MARKDOWN_BYTES = 4096

/** The same message to the same member within half an hour goes out once. */
const DUPLICATE_SECONDS = 1800

/** As much of a text as fits into so many bytes of UTF-8, whole signs only. */
export const withinBytes = (text: string, most: number): string => {
  let used = 0
  let end = 0
  for (const sign of text) {
    used += Buffer.byteLength(sign)
    if (used > most) break
    end += sign.length
  }
  return text.slice(0, end)
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

type Card = {
  userId: string
  title: string
  text: string
  /** Where the card leads. */
  link: URL
}

/** Sends a card to a member from the app (message/send): who is not in its scope is refused. */
export const messageMember = async (
  { call, agentId }: { call: WecomCall; agentId: number },
  { userId, title, text, link }: Card,
  signal: AbortSignal,
): Promise<WecomDone<{ messageId: string }> | WecomFailure> => {
  const said = await call({
    path: 'message/send',
    body: {
      touser: userId,
      msgtype: 'textcard',
      agentid: agentId,
      textcard: {
        title: withinBytes(title, TITLE_BYTES),
        description: withinBytes(escaped(text), TEXT_BYTES),
        url: link.href,
      },
      enable_duplicate_check: 1,
      duplicate_check_interval: DUPLICATE_SECONDS,
    },
    answer: sentSchema,
    signal,
  })
  if (said.kind !== 'done') return said
  // 0, and yet nobody got it.
  if (said.value.invaliduser.split('|').includes(userId)) return wecomRefusal(50_002)
  return { kind: 'done', value: { messageId: said.value.msgid } }
}

export type WecomRobot = {
  /** The `key` of the robot's address; whoever has it can write into the group. */
  key: string
  endpoint: URL
  limits?: Partial<CallLimits>
}

/** Writes into a group by its robot, at most 20 times a minute (path/91770). Once: the same text twice stands twice. */
export const messageGroup = async (
  { key, endpoint, limits }: WecomRobot,
  markdown: string,
  signal: AbortSignal,
): Promise<WecomDone<object> | WecomFailure> => {
  const url = new URL('/cgi-bin/webhook/send', endpoint)
  url.searchParams.set('key', key)
  const body = { msgtype: 'markdown', markdown: { content: withinBytes(markdown, MARKDOWN_BYTES) } }
  return rawWecomCall({ url, body, signal, limits: { ...limits, attempts: 1 } }, z.object({}))
}
