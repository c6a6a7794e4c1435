import { sql } from 'kysely'
import { newId } from '../../kernel/id.ts'
import type { TestApp } from '../../../test/harness.ts'
import { hire } from '../../../test/hire.ts'

/** A company with a lawyer, customer service and operations, one notice in force, and copy that may be sent. */
export const startOutreach = async (app: TestApp) => {
  const as = async (name: string, post: string) => app.as(await hire(app, { name, department: '市场部', posts: [post] }))
  const [legal, service, operations] = [await as('法务', 'legal'), await as('客服', 'customer-service'), await as('运营', 'operations')]
  const administrator = await as('管理员', 'security-administrator')

  const noticeText = {
    purpose: 'marketing' as const,
    channels: ['sms', 'email', 'wecom'] as ('sms' | 'email' | 'wecom')[],
    title: '会员营销告知书',
    purposeText: '向您发送会员活动和优惠信息',
    method: '短信、邮件和企业微信',
    scope: '手机号、邮箱',
    retention: '退订后六个月内删除',
    recipients: '无',
    plainText: '我们想告诉您会员活动和优惠，您可以随时退订。',
    sensitive: false,
  }
  /** Customers, with nothing known of them. */
  const customers = async (count: number, { minor = false, restricted = false } = {}): Promise<string[]> => {
    const ids = Array.from({ length: count }, () => newId())
    const departmentId = operations.kind === 'person' ? operations.departmentId : ''
    const rows = ids.map(
      (id) => sql`(${id}::uuid, ${departmentId}::uuid, '\\x00'::bytea, ${restricted ? 'restricted' : 'active'}, 'form', '会员注册页', 'consent', '注册记录',
        ${app.clock.now()}::timestamptz, false, ${minor}, ${minor}, ${app.clock.now()}::timestamptz, ${app.clock.now()}::timestamptz)`,
    )
    await sql`
      insert into customer (id, department_id, data_key, state, source, source_detail, basis, evidence, evidence_at,
        separate_consent, guardian_consent, minor, registered_at, changed_at)
      values ${sql.join(rows)}`.execute(app.db)
    return ids
  }
  const customer = async (kind: { minor?: boolean; restricted?: boolean } = {}): Promise<string> => (await customers(1, kind))[0] ?? ''

  const notice = await app.call('outreach.publish-notice', { id: null, ...noticeText }, legal)

  const material = async (copy: string, state: string): Promise<string> => {
    const id = newId()
    const author = operations.kind === 'person' ? operations : { id: '', departmentId: '' }
    const at = app.clock.now()
    await sql`
      insert into material (id, author_id, department_id, state, version, created_at, updated_at)
      values (${id}, ${author.id}, ${author.departmentId}, ${state}, 1, ${at}, ${at})`.execute(app.db)
    await sql`
      insert into material_version
        (material_id, version, title, copy, channel, advertising, ai_generated, account_ids, attachments, digest, saved_at, saved_by)
      values (${id}, 1, '会员日', ${copy}, 'sms', true, false, '[]', '[]', ${'0'.repeat(64)}, ${at}, ${author.id})`.execute(app.db)
    return id
  }
  const approved = await material('会员日全场八折，详见 {退订链接}', 'approved')

  const consent = (person: string, changed: Record<string, unknown> = {}) =>
    app.call(
      'outreach.record-consent',
      {
        person,
        channel: 'sms' as const,
        noticeId: notice.id,
        noticeVersion: notice.version,
        noticeDigest: notice.digest,
        givenAt: app.clock.now().toISOString(),
        form: '会员注册页',
        ip: '203.0.113.9',
        boxUntouched: true,
        separate: false,
        under14: false,
        guardian: null,
        ...changed,
      },
      service,
    )

  const ask = (people: string[], changed: Record<string, unknown> = {}) =>
    app.call('outreach.decide-sends', { purpose: 'marketing', channel: 'sms', materialId: approved, people, ...changed }, operations)

  /** The codes that stand against a message to one person now. */
  const reasons = async (person: string, changed: Record<string, unknown> = {}): Promise<string[]> => {
    const { answers } = await ask([person], changed)
    return (answers[0]?.reasons ?? []).map(({ code }) => code)
  }

  return { app, legal, service, operations, administrator, noticeText, notice, material, approved, consent, ask, reasons, customer, customers }
}
