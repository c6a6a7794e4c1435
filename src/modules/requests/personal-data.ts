import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { HolderTools, PersonalData } from '../../kernel/personal-data.ts'
import { say, type Sentence } from '../../kernel/sentence.ts'
import { shanghaiTime } from '../../kernel/shanghai-time.ts'
import type { RequestState } from './life-cycle.ts'
import type { RequestsTables } from './tables.ts'
import { kindNames } from './vocabulary.ts'

const requestsDb = ({ db }: Pick<HolderTools, 'db'>) => db as unknown as Kysely<RequestsTables>

const stateNames: Readonly<Record<RequestState, Sentence>> = {
  received: { zh: '已收到', en: 'Received' },
  proven: { zh: '身份已核实', en: 'Identity proven' },
  working: { zh: '办理中', en: 'In work' },
  waiting: { zh: '等待本人补充', en: 'Waiting for you' },
  answered: { zh: '已答复', en: 'Answered' },
  refused: { zh: '已拒绝', en: 'Refused' },
  withdrawn: { zh: '已撤回', en: 'Taken back' },
}

const texts = {
  title: { zh: '您提出过的请求', en: 'Your requests' },
  number: { zh: '编号', en: 'Number' },
  kind: { zh: '事项', en: 'Kind' },
  state: { zh: '状态', en: 'State' },
  received: { zh: '收到时间', en: 'Received' },
  ended: { zh: '办结时间', en: 'Settled' },
} as const satisfies Record<string, Sentence>

/** What requests hold about people outside. The proof that somebody was answered stays, without what they wrote. */
export const requestsHeld: PersonalData = {
  name: 'requests.requests',
  title: { zh: '权利请求', en: 'Requests' },
  tables: ['rights_request', 'rights_proof', 'rights_session', 'rights_turn', 'rights_news'],
  show: async (tools, subject) => {
    const rows = await requestsDb(tools)
      .selectFrom('rights_request')
      .select(['number', 'kind', 'state', 'received_at', 'ended_at'])
      .where('subject', '=', subject)
      .orderBy('received_at', 'desc')
      .limit(500)
      .execute()
    const t = (sentence: Sentence): string => say(sentence, tools.locale)
    return [
      {
        key: 'requests',
        title: t(texts.title),
        columns: [t(texts.number), t(texts.kind), t(texts.state), t(texts.received), t(texts.ended)],
        rows: rows.map((row) => [
          row.number,
          t(kindNames[row.kind]),
          t(stateNames[row.state]),
          shanghaiTime(row.received_at),
          row.ended_at === null ? '' : shanghaiTime(row.ended_at),
        ]),
      },
    ]
  },
  correct: {
    never: { zh: '请求的经过是事实记录，不能改写。', en: 'What happened to a request is on record and is not rewritten.' },
  },
  erase: async (tools, subject) => {
    const rows = await requestsDb(tools)
      .updateTable('rights_request')
      .set({ sealed_wish: null, sealed_reply: null, sealed_answer: null })
      .where('subject', '=', subject)
      .where(sql<boolean>`ended_at is not null and (sealed_wish is not null or sealed_reply is not null or sealed_answer is not null)`)
      .returning('id')
      .execute()
    if (rows.length === 0) return { outcome: 'nothing', said: [] }
    return {
      outcome: 'erased',
      said: [{ zh: '您以往请求的内容和答复已销毁，只保留办理经过。', en: 'What you wrote in earlier requests, and the answers, were destroyed; how they were handled stays on record.' }],
    }
  },
}
