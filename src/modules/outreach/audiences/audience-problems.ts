import { defineProblem } from '../../../kernel/errors.ts'

export const audienceNameTaken = defineProblem('conflict', 'outreach.audience-name-taken', {
  zh: '已有同名的人群，请换一个名称。',
  en: 'There is an audience of this name; choose another one.',
})

export const campaignsUnderWay = defineProblem('conflict', 'outreach.campaigns-under-way', {
  zh: '正在判断的已有 {count} 批，请等其中一批结束或中止后再开始。',
  en: '{count} campaigns are under way; wait for one of them to end, or cancel it.',
})

export const campaignOver = defineProblem('conflict', 'outreach.campaign-over', {
  zh: '这一批已经结束，不能再中止。',
  en: 'This one is over and cannot be cancelled.',
})
