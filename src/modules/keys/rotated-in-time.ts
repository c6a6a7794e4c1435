import { shanghaiTime } from '../../kernel/shanghai-time.ts'
import { defineControl } from './scope.ts'

/** A key-encryption key is replaced once a year: NIST SP 800-57 part 1, table 1 allows it one to two years. */
const longestDays = 365

export const rotatedInTime = defineControl({
  id: 'keys.rotated-in-time',
  title: { zh: '加密密钥每年轮换', en: 'The encryption keys are rotated every year' },
  purpose: {
    zh: '密钥用得越久，一旦泄露波及的数据越多。',
    en: 'The longer a key is used, the more a leak of it opens.',
  },
  dimension: 'data',
  weight: 2,
  action: {
    sentence: { zh: '轮换加密密钥（weidun keys.rotate-keys）', en: 'Rotate the encryption keys (weidun keys.rotate-keys)' },
    link: '/settings',
  },
  remeasureOn: ['keys.rotation-begun', 'keys.rotated'],
  measure: async (db, now) => {
    const key = await db.selectFrom('sealing_key').selectAll().where('state', '=', 'active').executeTakeFirst()
    if (key === undefined) return { state: 'inconclusive', share: 0, evidence: [] }
    const fresh = now.getTime() - key.made_at.getTime() <= longestDays * 86_400_000
    return {
      state: fresh ? 'holds' : 'fails',
      share: fresh ? 1 : 0,
      evidence: [
        {
          sentence: { zh: '第 {version} 版密钥启用于 {since}', en: 'Version {version} is in force since {since}' },
          params: { version: key.version, since: shanghaiTime(key.made_at) },
        },
      ],
    }
  },
})
