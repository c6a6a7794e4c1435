import { defineGate } from '../../../kernel/gate.ts'
import { exportBounds } from './export-life.ts'
import type { ExportPurpose } from './purposes.ts'

/**
 * What the decision on an export rests on. Whatever else speaks against one, such as unusual reading, is another fact here and
 * another requirement below, as in reading/open-gate.ts.
 */
export type ExportFacts = {
  purpose: ExportPurpose
  variant: 'clear' | 'masked'
  format: 'xlsx' | 'csv'
  /** Whether any field is sensitive, by its kind or because of children among the customers. */
  sensitive: boolean
  mayOpen: boolean
  maySensitive: boolean
  /** Customers asked for now, and rows that the person asked for within a day. */
  wanted: number
  recent: number
  /** Rows of a day without a second person, and at all. */
  alone: number
  limit: number
  /** Exports that wait, are made or can be downloaded: of the person, and of all. */
  open: number
  openOfAll: number
  /** The person was slowed down for unusual reading; whoever was stopped does not come so far. */
  slowed: boolean
  /** Fields opened or exported alone, and searches, of the last hour are as many as the hourly limits allow. */
  hourSpent: boolean
}

/** Whether somebody may take customers out: `review` asks for a second person. */
export const exportGate = defineGate<ExportFacts>([
  {
    code: 'export.nobody',
    otherwise: 'deny',
    sentence: { zh: '没有符合条件的客户，请调整条件', en: 'No customer fits; change the conditions' },
    holds: ({ wanted }) => wanted > 0,
  },
  {
    code: 'export.clear-not-needed',
    otherwise: 'deny',
    sentence: { zh: '统计分析不需要原文，请改为导出遮盖后的信息', en: 'Statistics need no clear data; export them masked' },
    law: '个人信息保护法第六条',
    holds: ({ purpose, variant }) => purpose !== 'analysis' || variant === 'masked',
  },
  {
    code: 'export.clear',
    otherwise: 'deny',
    sentence: { zh: '您的岗位不能查看原文，只能导出遮盖后的信息', en: 'Your post opens no data; export them masked' },
    law: '个人信息保护法第五十一条',
    holds: ({ variant, mayOpen }) => variant === 'masked' || mayOpen,
  },
  {
    code: 'export.sensitive',
    otherwise: 'deny',
    sentence: {
      zh: '其中有敏感个人信息，您的岗位不能导出原文；确有需要的，请由部门负责人申请',
      en: 'There are sensitive data among these, which your post may not export in clear; ask the head of your department',
    },
    law: '个人信息保护法第二十八条、第五十一条',
    holds: ({ variant, sensitive, maySensitive }) => variant === 'masked' || !sensitive || maySensitive,
  },
  {
    code: 'export.too-large',
    otherwise: 'deny',
    sentence: { zh: '共 {wanted} 位客户，一次最多导出 {most} 位；请缩小范围，或改用 CSV', en: '{wanted} customers; at most {most} go into one file: narrow it down, or choose CSV' },
    holds: ({ wanted, format }) => wanted <= mostIn(format),
    params: ({ wanted, format }) => ({ wanted, most: mostIn(format) }),
  },
  {
    code: 'export.too-many',
    otherwise: 'deny',
    sentence: {
      zh: '您 24 小时内已申请导出 {recent} 位客户，本次 {wanted} 位会超出上限 {limit} 位，请明天再试；确有需要的，请联系安全管理员调整限额',
      en: 'You asked for {recent} customers within 24 hours; {wanted} more would exceed the limit of {limit}. Wait, or ask a security administrator to raise it',
    },
    holds: ({ recent, wanted, limit }) => recent + wanted <= limit,
    params: ({ recent, wanted, limit }) => ({ recent, wanted, limit }),
  },
  {
    code: 'export.too-many-open',
    otherwise: 'deny',
    sentence: {
      zh: '您有 {open} 个导出等待同意、正在生成或尚可下载，最多 {most} 个；请先销毁不再需要的文件或取消申请',
      en: 'You have {open} exports that wait, are being made or can be downloaded; {most} at most: destroy files or cancel questions that you no longer need',
    },
    holds: ({ open }) => open < exportBounds.openOfPerson,
    params: ({ open }) => ({ open, most: exportBounds.openOfPerson }),
  },
  {
    code: 'export.house-full',
    otherwise: 'deny',
    sentence: {
      zh: '全公司已有 {openOfAll} 个导出尚未结束，已到上限；请稍后再试，文件生成一天后自动销毁',
      en: 'The company has {openOfAll} exports that are not over, which is the limit; ask later: files are destroyed after a day',
    },
    holds: ({ openOfAll }) => openOfAll < exportBounds.openOfAll,
    params: ({ openOfAll }) => ({ openOfAll }),
  },
  {
    code: 'export.agree-sensitive',
    otherwise: 'review',
    sentence: { zh: '其中有敏感个人信息，须由另一人同意', en: 'There are sensitive data among these: a second person has to agree' },
    law: '个人信息保护法第二十八条',
    holds: ({ sensitive }) => !sensitive,
  },
  {
    code: 'export.agree-size',
    otherwise: 'review',
    sentence: {
      zh: '24 小时内合计 {sum} 位客户，超过 {alone} 位，须由另一人同意',
      en: '{sum} customers within 24 hours are more than {alone}: a second person has to agree',
    },
    // Together with those before, or one large export would be made of many small ones.
    holds: ({ recent, wanted, alone }) => recent + wanted <= alone,
    params: ({ recent, wanted, alone }) => ({ sum: recent + wanted, alone }),
  },
  {
    code: 'export.agree-slowed',
    otherwise: 'review',
    sentence: {
      zh: '您的读取量高于平时，正在核实，此时导出须由另一人同意',
      en: 'You read more than usual, which is being looked into: until then a second person has to agree to exports',
    },
    holds: ({ slowed }) => !slowed,
  },
  {
    code: 'export.agree-hour',
    otherwise: 'review',
    sentence: {
      zh: '您一小时内查看、查找和导出的量已到上限，此时导出原文须由另一人同意；也可以稍后再申请',
      en: 'You reached the limit of an hour by opening, searching or exporting: a second person has to agree to clear data now, or ask later',
    },
    // Masks are what lists show; clear data are no cheaper in a file than on the screen.
    holds: ({ hourSpent, variant }) => !hourSpent || variant === 'masked',
  },
])

const mostIn = (format: 'xlsx' | 'csv'): number => (format === 'xlsx' ? exportBounds.workbookRows : exportBounds.rows)
