import type { DocumentModel } from '../../../kernel/documents/model.ts'
import type { Checkpoint, Position } from '../../../kernel/ledger/positions.ts'
import type { Sentence } from '../../../kernel/sentence.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { refusals } from '../refusals.ts'
import type { RequestRow } from '../tables.ts'
import { kindNames, requestsEvents } from '../vocabulary.ts'
import { cut } from './cut.ts'

type Facts = {
  row: RequestRow
  company: string
  dueAt: Date
  positions: readonly Position[]
  checkpoint: Checkpoint | null
  now: Date
}

const results = { answered: '已答复', refused: '已拒绝', withdrawn: '本人撤回' } as const
const sources = { page: '网页', phone: '电话', letter: '信函', mail: '邮件', visit: '来访' } as const
const proofs = { 'code-mobile': '登记手机号的验证码', 'code-email': '登记邮箱的验证码', staff: '工作人员核实' } as const

const known: Readonly<Record<string, Sentence>> = requestsEvents

/** What somebody who was refused can do (个人信息保护法第五十条第二款、第六十五条). */
export const remedies =
  '您对处理结果有异议的，可以再次联系我们；也可以向履行个人信息保护职责的部门投诉、举报（个人信息保护法第六十五条），请求被拒绝的，可以依法向人民法院提起诉讼（第五十条第二款）。'

/**
 * The proof of how a request was dealt with, with its places in the ledger; it holds nothing personal but the fact that
 * somebody asked. Pure.
 */
export const certificateDocument = ({ row, company, dueAt, positions, checkpoint, now }: Facts): DocumentModel => {
  const refusal = row.refusal === null ? null : refusals[row.refusal]
  const result = row.state === 'answered' || row.state === 'refused' || row.state === 'withdrawn' ? results[row.state] : ''
  const inTime = row.ended_at !== null && row.ended_at <= dueAt
  return {
    language: 'zh',
    createdAt: now,
    title: '个人信息权利请求办理证明',
    subtitle: cut(company, 190),
    facts: [
      { label: '请求编号', value: row.number },
      { label: '请求事项', value: kindNames[row.kind].zh },
      { label: '提出方式', value: sources[row.source] },
      { label: '收到时间', value: shanghaiTime(row.received_at) },
      { label: '身份核实', value: row.proven_by === null ? '未核实' : proofs[row.proven_by] },
      { label: '答复期限', value: `${shanghaiTime(dueAt)}（七个工作日，暂停期间不计）` },
      { label: '办结时间', value: row.ended_at === null ? '' : `${shanghaiTime(row.ended_at)}（${inTime ? '按期' : '逾期'}）` },
      { label: '结果', value: result },
      ...(refusal === null ? [] : [{ label: '理由', value: `${refusal.reason.zh}（${refusal.law.zh}）` }]),
      ...(row.answer_digest === null ? [] : [{ label: '副本摘要', value: `SHA-256 ${row.answer_digest}` }]),
      { label: '出具时间', value: shanghaiTime(now) },
    ],
    sections: [
      {
        heading: '处理结果',
        paragraphs: [
          ...row.outcome.map(({ zh }) => zh),
          ...(row.answer_digest === null ? [] : ['已向本人提供其个人信息的副本。']),
          ...(row.note === null ? [] : [row.note]),
          remedies,
        ],
      },
      {
        heading: '台账位置',
        paragraphs: [
          '台账逐条封存，叶序号指条目在默克尔树（RFC 6962）中的位置。核对时，由审计员按条目编号出具存证证明。',
          checkpoint === null
            ? '台账尚未封存，请稍后重新出具。'
            : `校验点：共 ${checkpoint.size} 条，${shanghaiTime(checkpoint.at)}，根哈希 ${checkpoint.root}`,
        ],
        table: {
          columns: ['台账条目', '事项', '时间', '叶序号'],
          rows: positions.slice(0, 200).map(({ entryId, type, at, leaf }) => [
            entryId,
            known[type]?.zh ?? type,
            shanghaiTime(at),
            leaf === null ? '待封存' : String(leaf),
          ]),
        },
      },
    ],
    footer: '本证明由微盾根据出具时的系统状态生成，时间均为北京时间。',
  }
}
