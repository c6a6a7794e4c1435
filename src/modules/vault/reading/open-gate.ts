import { defineGate } from '../../../kernel/gate.ts'
import type { CustomerRow } from '../tables.ts'
import type { ReadingPurpose } from './purposes.ts'

export type OpenFacts = {
  state: CustomerRow['state']
  purpose: ReadingPurpose
  /** Whether any of the fields is sensitive, by its kind or because the person is under fourteen. */
  sensitive: boolean
  maySensitive: boolean
  /** Fields that the person opened, or exported alone, within the last hour, and those asked for now. */
  recent: number
  wanted: number
  limit: number
}

/** Whether somebody may see personal data in clear. */
export const openGate = defineGate<OpenFacts>([
  {
    code: 'open.erased',
    otherwise: 'deny',
    sentence: { zh: '该客户的信息已删除，密钥已销毁，任何人都无法再查看', en: 'This customer was erased and the key destroyed: nobody can see the data any more' },
    holds: ({ state }) => state !== 'erased',
  },
  {
    code: 'open.restricted',
    otherwise: 'deny',
    sentence: {
      zh: '该客户的信息仅为履行法定义务而保存，不能用于其他目的',
      en: 'These data are kept for a legal duty alone, and are not shown for another purpose',
    },
    law: '个人信息保护法第四十七条',
    holds: ({ state, purpose }) => state !== 'restricted' || purpose === 'legal-duty',
  },
  {
    code: 'open.sensitive',
    otherwise: 'deny',
    sentence: {
      zh: '所选信息中有敏感个人信息，您的岗位不能查看原文；确有需要的，请由部门负责人查看',
      en: 'There are sensitive data among these, which your post may not open; ask the head of your department',
    },
    law: '个人信息保护法第二十八条、第五十一条',
    holds: ({ sensitive, maySensitive }) => !sensitive || maySensitive,
  },
  {
    code: 'open.too-many',
    otherwise: 'deny',
    sentence: {
      zh: '您一小时内已查看、导出 {recent} 项原文，本次 {wanted} 项会超出上限 {limit} 项，请稍后再试；确有需要的，请联系安全管理员调整限额',
      en: 'You opened or exported {recent} fields within an hour; {wanted} more would exceed the limit of {limit}. Wait, or ask a security administrator to raise it',
    },
    holds: ({ recent, wanted, limit }) => recent + wanted <= limit,
    params: ({ recent, wanted, limit }) => ({ recent, wanted, limit }),
  },
])
