import type { Sentence } from '../../kernel/sentence.ts'

/** What a post may be allowed to do with materials. */
export const contentPermissions = {
  'content.write': { zh: '撰写并提交物料', en: 'Write and submit materials' },
  'content.check': { zh: '检查文案，不保存', en: 'Check copy without saving it' },
  'content.review-department': { zh: '部门审核物料', en: 'Review materials of the own department' },
  'content.review-legal': { zh: '法务审核物料', en: 'Review materials for legal' },
  'content.publish': { zh: '登记物料发布', en: 'Record the publication of a material' },
  'content.take-down': { zh: '下架已发布的物料', en: 'Take a publication down' },
  'content.view-all': { zh: '查看所有部门的物料', en: 'See the materials of every department' },
  'content.export': { zh: '导出物料清单', en: 'Export the list of materials' },
  'content.configure': { zh: '设置审核时限，释放逾期未处理的审核', en: 'Set review deadlines and free overdue reviews' },
} as const satisfies Record<string, Sentence>

/** What the ledger can say about materials. Details carry digests, versions, decisions and reasons, never the copy. */
export const contentEvents = {
  'material.created': { zh: '新建物料', en: 'A material was created' },
  'material.saved': { zh: '保存物料的新版本', en: 'A new version of a material was saved' },
  'material.discarded': { zh: '作废物料', en: 'A material was discarded' },
  'material.submitted': { zh: '提交物料，机器完成检查', en: 'A material was submitted and checked by the machine' },
  'material.approved': { zh: '三级审核通过，物料获得批准', en: 'All three levels passed; the material was approved' },
  'approval.voided': {
    zh: '内容已改动，原批准不再适用于新版本',
    en: 'The content changed; the approval does not hold for the new version',
  },
  'attachment.added': { zh: '上传附件', en: 'An attachment was uploaded' },
  'finding.answered': { zh: '说明机器命中', en: 'A finding of the machine was answered' },
  'finding.overruled': { zh: '放行机器命中', en: 'A finding of the machine was overruled' },
  'opinion.given': { zh: '取得第二意见', en: 'A second opinion was given' },
  'opinion.missed': { zh: '未取得第二意见', en: 'A second opinion could not be had' },
  'review.opened': { zh: '进入审核队列', en: 'A review was opened' },
  'review.claimed': { zh: '领取审核', en: 'A review was claimed' },
  'review.released': { zh: '放回审核队列', en: 'A review went back to the queue' },
  'review.passed': { zh: '审核通过', en: 'A level passed' },
  'review.returned': { zh: '审核退回', en: 'A material was returned' },
  'review.withdrawn': { zh: '审核撤回', en: 'A review was withdrawn' },
  'publication.recorded': { zh: '登记发布', en: 'A publication was recorded' },
  'publication.taken-down': { zh: '下架', en: 'A publication was taken down' },
  'materials.exported': { zh: '导出物料清单', en: 'The list of materials was exported' },
  'checks.made': { zh: '检查文案的次数（每刻钟汇总）', en: 'Checks made, summed up by quarter of an hour' },
  'review-settings.changed': { zh: '修改审核时限', en: 'Review deadlines were changed' },
} as const satisfies Record<string, Sentence>

export type ContentPermission = keyof typeof contentPermissions
export type ContentEvent = keyof typeof contentEvents
