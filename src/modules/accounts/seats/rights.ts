import { z } from 'zod'
import type { Sentence } from '../../../kernel/sentence.ts'
import type { Platform } from '../platforms.ts'

/** What a seat lets somebody do, from most to least. */
export const seatRights = ['owner', 'administrator', 'operator', 'analyst', 'customer-service'] as const
export type SeatRight = (typeof seatRights)[number]
export const seatRightField = z.enum(seatRights)

/** How somebody came to a seat. */
export const seatWays = ['invited', 'scanned', 'shared-password'] as const
export type SeatWay = (typeof seatWays)[number]

const general: Readonly<Record<SeatRight, Sentence>> = {
  owner: { zh: '主账号', en: 'Owner' },
  administrator: { zh: '管理员', en: 'Administrator' },
  operator: { zh: '运营者', en: 'Operator' },
  analyst: { zh: '数据分析', en: 'Analyst' },
  'customer-service': { zh: '客服', en: 'Customer service' },
}

const atPlatform: Readonly<Partial<Record<Platform, Partial<Record<SeatRight, Sentence>>>>> = {
  'wechat-official': {
    administrator: { zh: '管理员', en: 'Administrator' },
    operator: { zh: '长期运营者', en: 'Long-term operator' },
  },
  wecom: {
    owner: { zh: '超级管理员', en: 'Super administrator' },
    operator: { zh: '成员', en: 'Member' },
  },
  weibo: { operator: { zh: '子账号', en: 'Sub-account' } },
  douyin: { operator: { zh: '员工号', en: 'Staff account' } },
}

/** What the platform calls this right. */
export const rightTitle = (platform: Platform, right: SeatRight): Sentence =>
  atPlatform[platform]?.[right] ?? general[right]

/** Rights that can give and take the seats of others. */
export const administers: ReadonlySet<SeatRight> = new Set(['owner', 'administrator'])

/** Posts whose duty needs a right (least privilege); nobody else gets it. */
export const postsForRight: Readonly<Record<SeatRight, readonly string[]>> = {
  owner: ['department-head', 'security-administrator'],
  administrator: ['department-head', 'security-administrator'],
  operator: ['operations'],
  analyst: ['operations', 'department-head', 'auditor'],
  'customer-service': ['customer-service'],
}
