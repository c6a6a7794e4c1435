import { defineProblem } from '../../../kernel/errors.ts'

export const alertInFuture = defineProblem('invalid', 'alert.in-future', {
  zh: '告警的时间不能晚于现在，也不能早于一年前，请核对。',
  en: 'The time of the alert lies neither in the future nor more than a year back; check it.',
})

export const alertReportedAlready = defineProblem('conflict', 'alert.reported-already', {
  zh: '这条告警已有人报告，正在核实，不必重复报告。',
  en: 'Somebody reported this alert already, and it is being looked into.',
})

export const alertsTooMany = defineProblem('too-many', 'alert.too-many', {
  zh: '您一小时内已报告 {most} 条告警，请稍后再报；情况紧急的，请直接联系安全管理员。',
  en: 'You reported {most} alerts within the hour; try later, or call a security administrator if it is urgent.',
})

export const alertDecided = defineProblem('conflict', 'alert.decided', {
  zh: '这条告警已有结论，不能再更改。情况有变的，请重新报告。',
  en: 'This alert was decided and stays so; report it anew where things have changed.',
})

export const alertClaimed = defineProblem('conflict', 'alert.claimed', {
  zh: '已有人说明是本人操作，正在等另一人确认。',
  en: 'Somebody said already that it was them; another person is to confirm it.',
})

export const stepSettled = defineProblem('conflict', 'alert.step-settled', {
  zh: '这一步已经完成或不再需要。',
  en: 'This step was done already, or is not needed any more.',
})

export const caseOpened = defineProblem('conflict', 'alert.case-opened', {
  zh: '这条告警已经立案。',
  en: 'There is a case of this alert already.',
})

export const noOpenCase = defineProblem('conflict', 'alert.no-open-case', {
  zh: '这条告警没有进行中的案件。',
  en: 'There is no open case of this alert.',
})

export const evidenceNotAccepted = defineProblem('invalid', 'alert.evidence-not-accepted', {
  zh: '证据只收 5 MB 以内的截图（PNG、JPEG、WebP）和 PDF，请转换后再上传。',
  en: 'Evidence is a picture (PNG, JPEG, WebP) or a PDF of at most 5 MB; convert it first.',
})

export const evidenceFull = defineProblem('conflict', 'alert.evidence-full', {
  zh: '一条告警最多 {most} 份证据，请合并后上传。',
  en: 'An alert takes at most {most} pieces of evidence; put some together.',
})

export const fileNotBase64 = defineProblem('invalid', 'alert.not-base64', {
  zh: '文件内容须用 Base64 编码，请检查后重新上传。',
  en: 'The file must be encoded as Base64; check it and upload it again.',
})
