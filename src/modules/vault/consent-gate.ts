import { defineGate } from '../../kernel/gate.ts'
import type { Basis } from './origin.ts'

type ConsentFacts = {
  basis: Basis
  /** A consent of its own for the sensitive data (单独同意). */
  separateConsent: boolean
  guardianConsent: boolean
  /** Whether any field is sensitive. */
  sensitive: boolean
  minor: boolean
}

/** Whether somebody's data may be kept at all. */
export const consentGate = defineGate<ConsentFacts>([
  {
    code: 'consent.separate-missing',
    otherwise: 'deny',
    sentence: {
      zh: '其中有敏感个人信息，须另外取得本人的单独同意后才能登记；暂时没有的，请先不填这几项',
      en: 'There are sensitive data among these: they need a separate consent. Leave them out until there is one',
    },
    law: '个人信息保护法第二十九条',
    holds: ({ sensitive, separateConsent, basis }) => !sensitive || separateConsent || basis === 'legal-duty',
  },
  {
    code: 'consent.guardian-missing',
    otherwise: 'deny',
    sentence: {
      zh: '本人不满十四周岁，须取得父母或其他监护人的同意后才能登记',
      en: 'The person is under fourteen: the data need the consent of a parent or guardian',
    },
    law: '个人信息保护法第三十一条',
    holds: ({ minor, guardianConsent }) => !minor || guardianConsent,
  },
])
