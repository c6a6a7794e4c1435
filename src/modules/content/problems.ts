import { defineProblem } from '../../kernel/errors.ts'

export const personRequired = defineProblem('refused', 'content.person-required', {
  zh: '物料的撰写、审核和发布须由人员本人操作，接口密钥不能代替。',
  en: 'Materials are written, reviewed and published by people; an API key cannot do it for them.',
})

export const wrongState = defineProblem('conflict', 'material.wrong-state', {
  zh: '物料当前处于“{state}”状态，不能进行此操作，请刷新后查看最新进展。',
  en: 'The material is in the state "{state}", in which this cannot be done; reload to see where it stands.',
})

export const stillPublished = defineProblem('conflict', 'material.still-published', {
  zh: '这份物料还有 {count} 条发布在线，请先下架，再作废。',
  en: '{count} publications of this material are still out; take them down first, then discard it.',
})

export const attachmentUnknown = defineProblem('invalid', 'material.attachment-unknown', {
  zh: '附件“{name}”尚未上传成功，请重新上传后再保存。',
  en: 'The attachment "{name}" was not uploaded; upload it again, then save.',
})

export const accountUnknown = defineProblem('invalid', 'material.account-unknown', {
  zh: '所选账号中有 {count} 个不存在，请重新选择。',
  en: '{count} of the chosen accounts do not exist; choose again.',
})

export const tooManyFindings = defineProblem('invalid', 'material.too-many-findings', {
  zh: '机器检查发现 {count} 处命中，超过一次审核可处理的 {limit} 处，请先修改文案或附件。',
  en: 'The machine found {count} places, more than the {limit} that one review can handle; change copy or files first.',
})

export const findingNotOpen = defineProblem('conflict', 'finding.not-open', {
  zh: '这处命中属于旧版本或已提交审核，不能再说明，请刷新。',
  en: 'This finding belongs to an older version or is under review already; reload.',
})

export const evidenceRequired = defineProblem('invalid', 'finding.evidence-required', {
  zh: '这处命中需要依据：{proof}。请填写依据说明或上传文件。',
  en: 'This finding needs evidence: {proof}. Describe it or upload the file.',
})

export const alreadyClaimed = defineProblem('conflict', 'review.already-claimed', {
  zh: '这项审核已被他人领取或已结束，请从队列中另选一项。',
  en: 'Somebody else claimed this review, or it has ended; take another one from the queue.',
})

export const reviewNotOpen = defineProblem('conflict', 'review.not-open', {
  zh: '这项审核已经结束或被撤回，请刷新。',
  en: 'This review has ended or was withdrawn; reload.',
})

export const releaseRefused = defineProblem('refused', 'review.release-refused', {
  zh: '只有领取人可以放回；逾期后安全管理员也可以放回。',
  en: 'Only who claimed it may put it back; after the deadline a security administrator may, too.',
})

export const alreadyRecorded = defineProblem('conflict', 'publication.already-recorded', {
  zh: '这个账号下的这个链接已经登记过发布，请核对链接。',
  en: 'This address was recorded for this account already; check the address.',
})

export const alreadyTakenDown = defineProblem('conflict', 'publication.already-taken-down', {
  zh: '这条发布已经下架。',
  en: 'This publication was taken down already.',
})

export const exportTooLarge = defineProblem('invalid', 'materials.export-too-large', {
  zh: '符合条件的物料有 {count} 条，一次最多导出 {limit} 条，请缩小查询范围。',
  en: '{count} materials match; at most {limit} are exported at once. Narrow the filters.',
})

export const base64Invalid = defineProblem('invalid', 'attachment.base64-invalid', {
  zh: '附件内容传输不完整，请重新上传。',
  en: 'The attachment did not arrive whole; upload it again.',
})

export const callbackUnknown = defineProblem('invalid', 'content.callback-unknown', {
  zh: '没有这个接收地址，或者它没有登记“检查完成”事件，请向安全管理员确认编号。',
  en: 'There is no such endpoint, or it does not take check.completed; ask a security administrator for its id.',
})

export const callbackDisabled = defineProblem('conflict', 'content.callback-disabled', {
  zh: '这个接收地址已停用，请先在“设置”里启用，或者不带 callback 调用。',
  en: 'This endpoint is disabled; have it enabled in the settings, or call without a callback.',
})

export const callbackFull = defineProblem('unavailable', 'content.callback-full', {
  zh: '等待发往这个接收地址的通知过多，请稍后再试，或者不带 callback 调用。',
  en: 'Too many messages wait for this endpoint; try again later, or call without a callback.',
})
