import type { PersonalData } from '../../../kernel/personal-data.ts'
import { eraseRecipient } from './erase-recipient.ts'
import { showRecipient } from './show-recipient.ts'
import { stopRecipient } from './stop-recipient.ts'

/** What outreach holds about people outside, as the registry of the program wants it. */
export const recipientsHeld: PersonalData = {
  name: 'outreach.recipients',
  title: { zh: '同意、退订与消息', en: 'Consents, unsubscribes and messages' },
  tables: [
    'outreach_recipient',
    'outreach_consent',
    'outreach_unsubscribe',
    'outreach_send',
    'outreach_audience_member',
    'outreach_campaign_person',
    // Answers to a form until their code came: sealed, of nobody known yet, gone an hour after the code ends.
    'outreach_pending',
  ],
  show: showRecipient,
  correct: {
    never: {
      zh: '同意、退订和发送记录是当时的事实，不能改写；您可以随时撤回同意或退订。',
      en: 'Consents, unsubscribes and messages are what happened and are not rewritten; withdraw or unsubscribe at any time.',
    },
  },
  erase: async (tools, subject) => {
    const { changed, kept } = await eraseRecipient(tools, subject)
    if (!changed && kept === 0) return { outcome: 'nothing', said: [] }
    return {
      outcome: 'erased',
      said: [{
        zh: `已停止全部消息；${kept} 份同意与撤回的凭证去除身份后保存，不能再识别到您。`,
        en: `All messages are stopped; ${kept} proofs of consent and withdrawal are kept without anything that names you.`,
      }],
    }
  },
  stop: async (tools, subject, call) => {
    const withdrawn = await stopRecipient(tools, subject, call)
    const what = call.reach === 'all' ? { zh: '营销消息和服务提醒', en: 'marketing and service messages' } : { zh: '营销消息', en: 'marketing messages' }
    return {
      erasureDue: false,
      said: [{
        zh: `已立即停止向您发送${what.zh}${withdrawn === 0 ? '' : `，撤回同意 ${withdrawn} 份`}。`,
        en: `No more ${what.en} are sent to you as of now${withdrawn === 0 ? '' : `; consents withdrawn: ${withdrawn}`}.`,
      }],
    }
  },
}
