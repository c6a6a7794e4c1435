import type { Sentence } from '../../kernel/sentence.ts'
import type { RequestKind } from './vocabulary.ts'

type Refusal = { reason: Sentence; law: Sentence; kinds: readonly RequestKind[] }

/**
 * The lawful reasons for refusing, each with where it stands and the kinds of request that it can be said of. There is no
 * "other": a reason that is not here is no reason (个人信息保护法第五十条: a refusal states its reasons).
 */
export const refusals = {
  'not-proven': {
    reason: { zh: '无法核实您是该信息的本人或其合法代理人', en: 'We could not verify that the data are yours, or that you act for their owner' },
    law: { zh: 'GB/T 35273-2020 第 8.7 条', en: 'GB/T 35273-2020, 8.7' },
    kinds: ['access', 'correct', 'delete', 'export', 'withdraw', 'object'],
  },
  'no-data': {
    reason: { zh: '经查找，我们没有处理您的个人信息', en: 'We searched, and hold no data of yours' },
    law: { zh: '个人信息保护法第四十五条', en: 'PIPL, article 45' },
    kinds: ['access', 'correct', 'delete', 'export'],
  },
  'secrecy': {
    reason: { zh: '法律、行政法规规定应当保密或者不需要告知', en: 'A law or administrative regulation demands secrecy, or says that there is no need to tell' },
    law: { zh: '个人信息保护法第十八条第一款、第三十五条、第四十五条第一款', en: 'PIPL, articles 18, 35 and 45, first paragraph' },
    kinds: ['access', 'export'],
  },
  'not-inaccurate': {
    reason: { zh: '经核实，该信息准确、完整，无需更正', en: 'We verified that the data are right and complete' },
    law: { zh: '个人信息保护法第四十六条', en: 'PIPL, article 46' },
    kinds: ['correct'],
  },
  'no-ground': {
    reason: { zh: '处理目的尚未实现且仍有合法依据，不属于应当删除的情形', en: 'The purpose is not fulfilled and the basis stands: there is no ground for erasure' },
    law: { zh: '个人信息保护法第四十七条第一款', en: 'PIPL, article 47, first paragraph' },
    kinds: ['delete'],
  },
  'transfer-conditions': {
    reason: { zh: '不符合国家网信部门规定的转移条件', en: 'The conditions that the national cyberspace authority set for a transfer are not met' },
    law: { zh: '个人信息保护法第四十五条第三款；网络数据安全管理条例第二十五条', en: 'PIPL, article 45, third paragraph; Regulation on Network Data Security, article 25' },
    kinds: ['export'],
  },
  'not-consent': {
    reason: { zh: '该处理不以同意为依据，为订立、履行合同或履行法定义务所必需', en: 'The processing rests on a contract or a legal duty, not on consent' },
    law: { zh: '个人信息保护法第十三条第一款第二、三项，第十五条', en: 'PIPL, article 13, items 2 and 3, and article 15' },
    kinds: ['withdraw', 'object'],
  },
  'others-rights': {
    reason: { zh: '答复会严重损害他人的合法权益', en: 'An answer would gravely harm the rights of others' },
    law: { zh: 'GB/T 35273-2020 第 8.7 条', en: 'GB/T 35273-2020, 8.7' },
    kinds: ['access', 'export', 'correct', 'delete'],
  },
  'repeated': {
    reason: { zh: '短期内无正当理由反复提出同一请求，且已经答复', en: 'The same was asked again and again without a reason, and has been answered' },
    law: { zh: 'GB/T 35273-2020 第 8.7 条', en: 'GB/T 35273-2020, 8.7' },
    kinds: ['access', 'export'],
  },
  'public-interest': {
    reason: { zh: '与国家安全、公共安全、公共卫生、犯罪侦查或诉讼直接相关', en: 'It bears directly on national or public security, public health, criminal investigation or court proceedings' },
    law: { zh: 'GB/T 35273-2020 第 8.7 条', en: 'GB/T 35273-2020, 8.7' },
    kinds: ['access', 'correct', 'delete', 'export', 'withdraw', 'object'],
  },
} as const satisfies Record<string, Refusal>

export type RefusalCode = keyof typeof refusals

export const refusalCodes = Object.keys(refusals) as [RefusalCode, ...RefusalCode[]]

/** The reasons that can be given for refusing a kind of request. */
export const refusalsFor = (kind: RequestKind): readonly RefusalCode[] =>
  refusalCodes.filter((code) => (refusals[code].kinds as readonly RequestKind[]).includes(kind))
