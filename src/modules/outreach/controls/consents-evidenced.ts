import { sql } from 'kysely'
import { shareMeasurement } from '../../../kernel/control/measurement.ts'
import { defineControl } from '../scope.ts'

/** A consent that stands must be provable: from where, by which form, to which text, and separately where the law wants it. */
export const consentsEvidenced = defineControl({
  id: 'outreach.consents-evidenced',
  title: { zh: '同意的凭证完整', en: 'Consents have their whole evidence' },
  purpose: {
    zh: '有人投诉时，说不清谁在什么时候、看着哪段文字、在哪里同意的，就等于没有同意。',
    en: 'Whoever cannot say when, where and to which text somebody consented has no consent when it is disputed.',
  },
  dimension: 'channel',
  weight: 3,
  action: { sentence: { zh: '用同意表单征求，或在登记时带上 IP 和表单', en: 'Ask by a consent form, or record IP and form' }, link: '/outreach?tab=forms' },
  remeasureOn: ['consent.given', 'consent.withdrawn'],
  measure: async (db) => {
    const { rows } = await sql<{ total: number; good: number }>`
      select count(*) as total, count(*) filter (
        where given.ip is not null and given.box_untouched and given.notice_digest = version.digest
          and given.recorded_at >= version.published_at
          and (given.separate or not (version.sensitive or given.under14)) and (given.guardian is not null or not given.under14)
      ) as good
      from outreach_consent as given
      join outreach_notice_version as version on version.notice_id = given.notice_id and version.version = given.notice_version
      where given.withdrawn_at is null`.execute(db)
    const { total = 0, good = 0 } = rows[0] ?? {}
    return shareMeasurement(total, good, good === total ? [] : [{
      sentence: { zh: '有 {count} 条有效的同意缺少凭证（例如 IP）', en: '{count} consents in force lack a part of their evidence, for example the IP' },
      params: { count: total - good },
      link: '/outreach?tab=forms',
    }])
  },
})
