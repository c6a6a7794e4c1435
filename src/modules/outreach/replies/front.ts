import type { Front } from '../../../kernel/front.ts'
import { receiveReplies } from './receive-replies.ts'
import { repliesMalformed, replyAddressUnknown } from './reply-problems.ts'
import { readReplies, replyPath, replySuppliers } from './reply-source.ts'

/** What each supplier takes for received; whatever else makes it call again. */
const received = { aliyun: { code: 0, msg: '成功' }, tencent: { result: 0, errmsg: 'OK' } } as const

const json = (status: number, body: object) => ({ status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) })

/** Replies to text messages: `/sms-reply/aliyun/SECRET` (SmsUp) and `/sms-reply/tencent/SECRET` (SmsReply). Answered once they are in force. */
export const replyFront: Front = {
  name: 'outreach.sms-replies',
  path: replyPath,
  methods: ['POST'],
  headers: [],
  bodyLimit: 256 * 1024,
  caller: 'signature',
  anonymousPerMinute: 600,
  operations: [receiveReplies],
  answer: async ({ steps: [name, token = '', ...beyond], body }, call) => {
    const supplier = replySuppliers.find((each) => each === name)
    if (supplier === undefined || beyond.length > 0 || token.length > 100) throw replyAddressUnknown()
    const replies = readReplies(supplier, body)
    if (replies === undefined) throw repliesMalformed()
    await call(receiveReplies, { supplier, token, replies: [...replies] })
    return json(200, received[supplier])
  },
  refusal: ({ status, code, detail }) => json(status, { code, msg: detail, result: status, errmsg: detail }),
}
