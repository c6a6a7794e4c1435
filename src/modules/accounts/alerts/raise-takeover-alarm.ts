import { say } from '../../../kernel/sentence.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { defineJob } from '../scope.ts'
import { alertLink } from './steps/open-steps.ts'

const text = {
  zh: '营销账号“{account}”疑似被盗，已立案。请立即按步骤处置。',
  en: 'The marketing account {account} seems to be taken over; a case was opened. Take the steps now.',
}

/** Tells security administrators outside the console, where a way is configured. */
export const raiseTakeoverAlarm = defineJob({
  name: 'accounts.raise-takeover-alarm',
  on: ['account.takeover-suspected'],
  prepare: async ({ db, ports }, { entryId }) => {
    if (ports.alarm === undefined || typeof entryId !== 'string') return
    const entry = await db.selectFrom('ledger_entry').select(['at', 'subject_id', 'detail']).where('id', '=', entryId).executeTakeFirst()
    if (entry === undefined) return
    const account = await db.selectFrom('marketing_account').select('name').where('id', '=', entry.subject_id).executeTakeFirst()
    const alertId = entry.detail['alert']
    if (account === undefined || typeof alertId !== 'string') return
    await ports.alarm({
      id: entryId,
      title: `微盾告警 ${shanghaiTime(new Date(entry.at))}`,
      text: say(text, 'zh', { account: account.name }),
      link: alertLink(alertId),
    })
  },
  run: async () => {},
})
