import { defineGate } from '../../../kernel/gate.ts'

type DownloadFacts = {
  /** Ready, and not older than a day. */
  kept: boolean
  /** The rights that asking for it needed are still there, and the department is still the same. */
  mayStill: boolean
  /** Customers in it that were restricted or erased since it was made. */
  gone: number
}

/** Whether the file of an export may still be handed to whoever asked for it. */
export const downloadGate = defineGate<DownloadFacts>([
  {
    code: 'download.gone',
    otherwise: 'deny',
    sentence: { zh: '文件已销毁或尚未生成；需要时请重新申请', en: 'The file was destroyed or is not there yet; ask for a new export when you need it' },
    holds: ({ kept }) => kept,
  },
  {
    code: 'download.right-lost',
    otherwise: 'deny',
    sentence: { zh: '您已没有导出这些信息的权限', en: 'You no longer have the right to export these data' },
    holds: ({ mayStill }) => mayStill,
  },
  {
    code: 'download.customers-gone',
    otherwise: 'deny',
    sentence: {
      zh: '生成文件后有 {gone} 位客户的信息被删除或限制使用，文件已销毁，请重新申请',
      en: '{gone} customers were erased or restricted since the file was made, so it was destroyed; ask for a new export',
    },
    law: '个人信息保护法第四十七条',
    holds: ({ gone }) => gone === 0,
    params: ({ gone }) => ({ gone }),
  },
])

type TakingFacts = {
  /** Slowed down for unusual reading. */
  slowed: boolean
  /** Nothing is left of the hour after opening and searching. */
  hourSpent: boolean
  /** A second person agreed to this export, after whatever slows down. */
  agreed: boolean
}

/** Whether somebody may take a file away now. Refused, the file stays: its day goes on. */
export const takingGate = defineGate<TakingFacts>([
  {
    code: 'download.slowed',
    otherwise: 'deny',
    sentence: {
      zh: '您的读取量高于平时，正在核实，暂不能下载；请等核实完，或重新申请导出，由另一人同意后下载',
      en: 'You read more than usual, which is being looked into: wait until that is decided, or ask for the export anew and have somebody else agree',
    },
    holds: ({ slowed, agreed }) => !slowed || agreed,
  },
  {
    code: 'download.hour',
    otherwise: 'deny',
    sentence: {
      zh: '您一小时内查看和查找的量已到上限，请稍后再下载，或重新申请导出，由另一人同意后下载',
      en: 'You reached the limit of an hour by opening or searching: download later, or ask for the export anew and have somebody else agree',
    },
    holds: ({ hourSpent, agreed }) => !hourSpent || agreed,
  },
])
