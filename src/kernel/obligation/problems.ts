import { defineProblem } from '../errors.ts'

export const obligationEnded = defineProblem('conflict', 'obligation.ended', {
  zh: '这项时限任务已经结束，不能再处理；请刷新页面查看它的结果。',
  en: 'This obligation has ended and cannot be changed any more; reload to see how it ended.',
})

export const obligationPaused = defineProblem('conflict', 'obligation.paused', {
  zh: '这项时限任务正处于暂停状态，请先恢复计时。',
  en: 'The clock of this obligation stands still; let it go on first.',
})

export const obligationNotPaused = defineProblem('conflict', 'obligation.not-paused', {
  zh: '这项时限任务没有暂停，无需恢复。',
  en: 'The clock of this obligation is running; there is nothing to resume.',
})

export const obligationOverdue = defineProblem('conflict', 'obligation.overdue', {
  zh: '这项时限任务已经逾期，不能暂停；请尽快完成，或说明理由后延期。',
  en: 'This obligation is overdue and cannot be paused; meet it, or extend it with a reason.',
})

export const deadlineNotLater = defineProblem('invalid', 'obligation.deadline-not-later', {
  zh: '新的期限必须晚于现在，也要晚于原定期限（{due}）。',
  en: 'The new deadline must lie in the future and after the present one ({due}).',
})

export const reasonMissing = defineProblem('invalid', 'obligation.reason-missing', {
  zh: '请填写理由（1 至 500 字）。',
  en: 'Give a reason of 1 to 500 characters.',
})
