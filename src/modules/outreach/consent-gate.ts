import { defineGate } from '../../kernel/gate.ts'

/** How a consent came about, as the form that was shown reports it. */
export type ConsentFacts = {
  now: Date
  givenAt: Date
  /** When the person last withdrew or unsubscribed for this purpose and channel. */
  refusedAt: Date | null
  /** Whether the box was empty until the person ticked it. */
  boxUntouched: boolean
  /** Whether it was asked for alone, not together with anything else. */
  separate: boolean
  under14: boolean
  guardian: boolean
  notice: {
    sensitive: boolean
    offersChannel: boolean
    /** Whether consents to this version count. */
    current: boolean
    publishedAt: Date
    sameText: boolean
  }
}

/** How far the clock of a form may be ahead of ours. */
const skewMs = 5 * 60_000

/** Whether a consent may be recorded: what is no consent in law is not kept as one (PRV-1). */
export const consentGate = defineGate<ConsentFacts>([
  {
    code: 'pre-ticked',
    otherwise: 'deny',
    law: '个人信息保护法第十四条第一款',
    sentence: {
      zh: '选项必须由本人主动勾选，预先勾选的不算同意。',
      en: 'The person must tick the box; a box that was ticked before is no consent.',
    },
    holds: ({ boxUntouched }) => boxUntouched,
  },
  {
    code: 'other-text',
    otherwise: 'deny',
    law: '个人信息保护法第十七条',
    sentence: {
      zh: '表单展示的告知书与这个版本的内容不一致，请更新表单后重新征求同意。',
      en: 'The form showed another text than this version of the notice; update the form and ask again.',
    },
    holds: ({ notice }) => notice.sameText,
  },
  {
    code: 'notice-outdated',
    otherwise: 'deny',
    law: '个人信息保护法第十四条第二款',
    sentence: {
      zh: '这个版本的告知书已不再有效，请按现行版本重新征求同意。',
      en: 'This version of the notice no longer counts; ask again with the version in force.',
    },
    holds: ({ notice }) => notice.current,
  },
  {
    code: 'channel-not-in-notice',
    otherwise: 'deny',
    law: '个人信息保护法第十七条',
    sentence: { zh: '告知书没有写明这个渠道。', en: 'The notice does not name this channel.' },
    holds: ({ notice }) => notice.offersChannel,
  },
  {
    code: 'time-unfit',
    otherwise: 'deny',
    sentence: {
      zh: '同意的时间须在告知书发布之后、现在之前。',
      en: 'The moment of the consent must lie between the publication of the notice and now.',
    },
    holds: ({ givenAt, now, notice }) =>
      givenAt.getTime() <= now.getTime() + skewMs && givenAt.getTime() >= notice.publishedAt.getTime() - skewMs,
  },
  {
    code: 'refused-since',
    otherwise: 'deny',
    law: '个人信息保护法第十五条',
    sentence: {
      zh: '此人在这之后已撤回同意或退订，更早的同意不再有效。',
      en: 'This person has withdrawn or unsubscribed since; an earlier consent no longer counts.',
    },
    holds: ({ givenAt, refusedAt }) => refusedAt === null || givenAt > refusedAt,
  },
  {
    code: 'not-separate',
    otherwise: 'deny',
    law: '个人信息保护法第二十九条',
    sentence: {
      zh: '涉及敏感个人信息或不满十四周岁的未成年人，须单独征求同意。',
      en: 'Sensitive data, and children under 14, want a consent that is asked for alone.',
    },
    holds: ({ separate, notice, under14 }) => separate || !(notice.sensitive || under14),
  },
  {
    code: 'guardian-needed',
    otherwise: 'deny',
    law: '个人信息保护法第三十一条',
    sentence: { zh: '不满十四周岁的，须由监护人同意。', en: 'A guardian must consent for a child under 14.' },
    holds: ({ under14, guardian }) => !under14 || guardian,
  },
])
