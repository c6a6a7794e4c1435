import { z } from 'zod'
import type { CallLimits } from '../../kernel/outbound/call-outside.ts'
import { address, type Environment, settingsFrom, word } from '../settings.ts'
import { wecomCaller, wecomEndpoint } from './call.ts'
import { wecomContacts } from './contacts.ts'
import { wecomCustomers } from './customers.ts'
import { handOverCustomers, handOverGroups, type HandOverOptions } from './hand-over.ts'
import { messageGroup, messageMember } from './messages.ts'
import { openCallback, type Sealed } from './open-callback.ts'
import { encryptedIn, readEvent } from './read-event.ts'
import { administratorOperations, type LogTime, memberOperations, riskLog } from './security-log.ts'
import { wecomSignIn } from './sign-in.ts'
import type { Pair } from './transfers.ts'
import type { OnLeaving } from './withdrawal.ts'

const agent = z.string().regex(/^\d{1,10}$/, 'must be the AgentId of the app (须为应用的 AgentId)').transform(Number)

const callbackToken = z
  .string()
  .regex(/^[A-Za-z0-9]{1,32}$/, 'must be 1 to 32 letters and digits (须为 1 到 32 个字母或数字)')

const callbackKey = z
  .string()
  .regex(/^[A-Za-z0-9]{43}$/, 'must be the EncodingAESKey of 43 characters (须为 43 位的 EncodingAESKey)')

const schema = z.object({
  WEIDUN_WECOM_CORP: word,
  WEIDUN_WECOM_AGENT: agent,
  WEIDUN_WECOM_SECRET: word,
  WEIDUN_WECOM_BOOK_SECRET: word.optional(),
  WEIDUN_WECOM_ROBOT_KEY: word.optional(),
  WEIDUN_WECOM_CALLBACK_TOKEN: callbackToken.optional(),
  WEIDUN_WECOM_CALLBACK_KEY: callbackKey.optional(),
  WEIDUN_WECOM_ON_LEAVING: z.enum(['disable', 'delete'], 'must be disable or delete (须为 disable 或 delete)').default('disable'),
  WEIDUN_WECOM_HAND_OVER: z
    .enum(['yes', 'no'], 'must be yes or no (须为 yes 或 no)')
    .default('yes')
    .transform((text) => text === 'yes'),
  WEIDUN_WECOM_URL: address.default(new URL(wecomEndpoint)),
})

/** One without the other opens nothing. */
const callbackParts = z.object({ WEIDUN_WECOM_CALLBACK_TOKEN: callbackToken, WEIDUN_WECOM_CALLBACK_KEY: callbackKey })

export type WecomSettings = {
  corpId: string
  agentId: number
  secret: string
  /** Of the contact book (通讯录同步); without it changes of members are refused by WeCom. */
  bookSecret: string | undefined
  robotKey: string | undefined
  callback: { token: string; aesKey: string } | undefined
  /** What becomes of the member who leaves, and whether their customers and groups are handed over. */
  leaving?: { account: OnLeaving; handOver: boolean }
  endpoint: URL
  limits?: Partial<CallLimits>
  now?: () => number
}

const leavingByDefault = { account: 'disable', handOver: true } as const

/** Everything that the program does with WeCom; what is not configured is undefined. */
export const wecomConnector = (settings: WecomSettings) => {
  const { corpId, agentId, bookSecret, robotKey, callback, leaving = leavingByDefault, ...rest } = settings
  const app = wecomCaller({ corpId, ...rest })
  const book = bookSecret === undefined ? app : wecomCaller({ corpId, ...rest, secret: bookSecret })
  return {
    leaving,
    signIn: wecomSignIn({ call: app, corpId, agentId }),
    contacts: wecomContacts({ app, book }),
    customers: wecomCustomers(app),
    handOverCustomers: (pair: Pair, options: HandOverOptions) => handOverCustomers(app, pair, options),
    handOverGroups: (pair: Pair, options: { now: Date; signal: AbortSignal }) => handOverGroups(app, pair, options),
    memberOperations: (asked: LogTime, signal: AbortSignal) => memberOperations(app, asked, signal),
    administratorOperations: (asked: LogTime, signal: AbortSignal) => administratorOperations(app, asked, signal),
    riskLog: (asked: LogTime, signal: AbortSignal) => riskLog(app, asked, signal),
    messageMember: (card: Parameters<typeof messageMember>[1], signal: AbortSignal) =>
      messageMember({ call: app, agentId }, card, signal),
    messageGroup:
      robotKey === undefined
        ? undefined
        : (markdown: string, signal: AbortSignal) => messageGroup({ ...rest, key: robotKey }, markdown, signal),
    callback:
      callback === undefined
        ? undefined
        : {
            open: (sealed: Sealed, now: Date) => openCallback({ ...callback, receiverId: corpId }, sealed, now),
            encryptedIn,
            readEvent,
          },
  }
}

const title = 'WeCom cannot be used (企业微信配置有误)'

export type WecomConnector = ReturnType<typeof wecomConnector>

/**
 * The connector that the environment names; undefined when it names none.
 * @throws ConfigError naming every variable that is missing or wrong, without its value
 */
export const wecomFrom = (env: Environment): WecomConnector | undefined => {
  const found = settingsFrom({ schema, env, title })
  if (found === undefined) return undefined
  const callback = settingsFrom({ schema: callbackParts, env, title })
  return wecomConnector({
    corpId: found.WEIDUN_WECOM_CORP,
    agentId: found.WEIDUN_WECOM_AGENT,
    secret: found.WEIDUN_WECOM_SECRET,
    bookSecret: found.WEIDUN_WECOM_BOOK_SECRET,
    robotKey: found.WEIDUN_WECOM_ROBOT_KEY,
    callback:
      callback === undefined
        ? undefined
        : { token: callback.WEIDUN_WECOM_CALLBACK_TOKEN, aesKey: callback.WEIDUN_WECOM_CALLBACK_KEY },
    leaving: { account: found.WEIDUN_WECOM_ON_LEAVING, handOver: found.WEIDUN_WECOM_HAND_OVER },
    endpoint: found.WEIDUN_WECOM_URL,
  })
}
