import { defineProblem } from '../../kernel/errors.ts'

export const plannedAlready = defineProblem('conflict', 'leaving.planned-already', {
  zh: '这位人员已有待办理的离职计划，请在“离职”中修改，或改为立即办理。',
  en: 'A leaving of this person is planned already; change it on the leaving page, or carry it out there.',
})

export const momentUnfit = defineProblem('invalid', 'leaving.moment-unfit', {
  zh: '离职时间须在现在之后、一年之内；要现在就办理，请选择“立即办理”。',
  en: 'The moment must lie within the year to come; to do it now, choose "at once".',
})

export const itemNotManual = defineProblem('conflict', 'leaving.item-not-manual', {
  zh: '这一项不需要人工办理，或已经办完，请刷新页面查看。',
  en: 'There is nothing to be done by hand here, or it is done; reload to see it.',
})

export const stillHeld = defineProblem('conflict', 'leaving.still-held', {
  zh: '系统中仍显示“{what}”，请先办理移交或更换，再登记完成。',
  en: 'The program still shows "{what}"; hand it over or replace it first, then say that it is done.',
})

export const notCarriedOut = defineProblem('conflict', 'leaving.not-carried-out', {
  zh: '离职尚未办理，还不能出具权限收回证明。',
  en: 'This leaving was not carried out yet; there is nothing to certify.',
})
