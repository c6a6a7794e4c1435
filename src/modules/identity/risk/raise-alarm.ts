import { say } from '../../../kernel/sentence.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { defineJob } from '../scope.ts'

/** What security administrators are told outside the console as well, and in which words. */
const alarms = {
  'sign-in.unusual': {
    zh: '{name} 的账号出现高风险登录，已要求通行密钥或拒绝。请联系本人核实。',
    en: 'The account of {name} was signed in to in a way that is probably not theirs; a passkey was demanded, or it was refused. Ask them.',
  },
  'sign-in.disowned': {
    zh: '{name} 否认了一次登录，账号已冻结、会话已结束。请在两小时内核实。',
    en: '{name} said that a sign-in was not theirs; the account is frozen and its sessions ended. Look into it within two hours.',
  },
  'session.copied': {
    zh: '{name} 的登录凭证疑似被盗用，会话已结束。请联系本人核实。',
    en: 'A session token of {name} seems to have been stolen; the session was ended. Ask them.',
  },
  'passkey.cloned': {
    zh: '{name} 的一把密钥疑似被复制，已停用。请联系本人核实。',
    en: 'A key of {name} seems to have been copied and was ended. Ask them.',
  },
} as const

type AlarmEvent = keyof typeof alarms

const isAlarm = (type: unknown): type is AlarmEvent => typeof type === 'string' && Object.hasOwn(alarms, type)

export const raiseAlarm = defineJob({
  name: 'identity.raise-alarm',
  on: ['sign-in.unusual', 'sign-in.disowned', 'session.copied', 'passkey.cloned'],
  prepare: async ({ db, ports }, { entryId, type, subjectId }) => {
    if (ports.alarm === undefined || !isAlarm(type) || typeof entryId !== 'string' || typeof subjectId !== 'string') return
    const entry = await db.selectFrom('ledger_entry').select(['detail', 'at']).where('id', '=', entryId).executeTakeFirst()
    const person = await db.selectFrom('person').select('name').where('id', '=', subjectId).executeTakeFirst()
    // What is merely unlike the person is between them and the console.
    if (entry === undefined || person === undefined || (type === 'sign-in.unusual' && entry.detail['level'] !== 'high')) return
    await ports.alarm({
      id: entryId,
      title: `微盾告警 ${shanghaiTime(new Date(entry.at))}`,
      text: say(alarms[type], 'zh', { name: person.name }),
      link: new URL('/people', ports.site()).href,
    })
  },
  run: async () => {},
})
