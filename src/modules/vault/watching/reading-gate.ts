import { defineGate } from '../../../kernel/gate.ts'

export type ReadingFacts = {
  /** Stopped, and nobody agreed that it goes on. */
  blocked: boolean
  throttled: boolean
  /** Seconds since the last reading; null where there was none within a day. */
  sinceLast: number | null
  waitSeconds: number
}

/** Whether somebody whose reading was found unusual may read now. Says what to do, not what gave it away. */
export const readingGate = defineGate<ReadingFacts>([
  {
    code: 'reading.blocked',
    otherwise: 'deny',
    sentence: {
      zh: '您的客户信息读取已暂停，请联系部门负责人或安全管理员核实；经另一人同意后方可继续',
      en: 'Your reading of customer data is stopped; ask the head of your department or a security administrator, who can agree that it goes on',
    },
    holds: ({ blocked }) => !blocked,
  },
  {
    code: 'reading.slowed',
    otherwise: 'deny',
    sentence: {
      zh: '读取量高于平时，已放慢速度：每次读取须间隔 {waitSeconds} 秒，请稍候再试；确有需要的，请联系部门负责人或安全管理员',
      en: 'This is more than usual, so it goes more slowly: wait {waitSeconds} seconds between two readings, or ask the head of your department or a security administrator',
    },
    holds: ({ blocked, throttled, sinceLast, waitSeconds }) => blocked || !throttled || sinceLast === null || sinceLast >= waitSeconds,
    params: ({ waitSeconds }) => ({ waitSeconds }),
  },
])
