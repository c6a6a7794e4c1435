import type { Measurement } from '../../kernel/control/measurement.ts'
import { shanghaiTime } from '../../kernel/shanghai-time.ts'
import { defineControl } from './scope.ts'

/** A verification older than this no longer says much; it is due every night. */
const freshDays = 3

export const ledgerWhole = defineControl({
  id: 'ledger.whole',
  title: { zh: '台账完整', en: 'The ledger is whole' },
  purpose: {
    zh: '防止事后改写、删除或伪造操作记录；每晚自动核验一次。',
    en: 'Keeps anybody from rewriting, removing or forging the record afterwards; verified every night.',
  },
  dimension: 'data',
  weight: 6,
  action: {
    sentence: { zh: '核验台账；若发现问题，保全现场并查明原因', en: 'Verify the ledger; if something is wrong, keep everything as it is and find the cause' },
    link: '/ledger',
  },
  remeasureOn: ['ledger.verified', 'ledger.broken'],
  measure: async (db, now): Promise<Measurement> => {
    const last = await db
      .selectFrom('ledger_entry')
      .select(['id', 'at', 'type', 'detail'])
      .where('type', 'in', ['ledger.verified', 'ledger.broken'])
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last === undefined) return { state: 'inconclusive', share: 0, evidence: [] }
    const at = shanghaiTime(last.at)
    const link = `/ledger?subjectKind=ledger&type=${last.type}`
    if (last.type === 'ledger.broken') {
      const sentence = { zh: '{at} 核验发现问题，详见台账核验结果', en: 'The verification of {at} found the ledger not whole; see its result' }
      return { state: 'fails', share: 0, evidence: [{ sentence, params: { at }, link }] }
    }
    if (now.getTime() - last.at.getTime() > freshDays * 86_400_000) {
      const sentence = { zh: '上次核验是 {at}，已超过三天', en: 'The last verification was at {at}, more than three days ago' }
      return { state: 'partly', share: 0.5, evidence: [{ sentence, params: { at }, link }] }
    }
    const size = Number(last.detail['size'] ?? 0)
    const sentence = { zh: '{at} 核验：{size} 条记录完整', en: 'Verified at {at}: {size} entries, whole' }
    return { state: 'holds', share: 1, evidence: [{ sentence, params: { at, size }, link }] }
  },
})
