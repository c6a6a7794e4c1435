import type { InputOf, OutputOf } from '../client.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Operations } from '../main.ts'

type OutreachTools = {
  call: <Name extends Operations['name']>(
    actor: Actor,
    name: Name,
    input: InputOf<Operations, Name>,
  ) => Promise<OutputOf<Operations, Name>>
  as: (loginName: string) => Promise<Actor>
  now: () => Date
  wait: (minutes: number) => void
}

/** A notice and its form, customers who consented, some to a version that counts no more, and an audience that was counted. */
export const askConsents = async (
  { call, as, now, wait }: OutreachTools,
  { customerIds, materialId, departmentId }: { customerIds: readonly string[]; materialId: string; departmentId: string },
): Promise<void> => {
  const [legal, service, operations] = [await as('fangzheng'), await as('xuning'), await as('linxiao')]
  const text = {
    purpose: 'marketing' as const,
    channels: ['sms' as const, 'wechat' as const],
    title: '会员活动告知书',
    purposeText: '向您发送新品、会员日和优惠信息',
    method: '通过短信和微信服务号发送，每月合计不超过三条',
    scope: '姓名、手机号、微信服务号的关注关系',
    retention: '撤回同意或退订后六个月内删除',
    recipients: '无',
    plainText: '我们想把新品和会员日的消息告诉您，每月最多三条，晚上九点以后不打扰。随时可以退订，点一下就行。',
    sensitive: false,
  }
  const first = await call(legal, 'outreach.publish-notice', { id: null, ...text })
  wait(5)
  const consent = (person: string, channel: 'sms' | 'wechat', notice: { id: string; version: number; digest: string }) =>
    call(service, 'outreach.record-consent', {
      person,
      channel,
      noticeId: notice.id,
      noticeVersion: notice.version,
      noticeDigest: notice.digest,
      givenAt: now().toISOString(),
      form: '门店会员登记表',
      ip: '127.0.0.1',
      boxUntouched: true,
      separate: false,
      under14: false,
      guardian: null,
    })
  const able = async (ids: readonly string[]): Promise<string[]> => {
    const answered = []
    for (const person of ids) {
      const { reasons } = await call(operations, 'outreach.try-send', { person, purpose: 'service', channel: 'sms', materialId: null })
      if (reasons.length === 0) answered.push(person)
    }
    return answered
  }
  const people = await able(customerIds.slice(0, 24))
  for (const person of people.slice(0, 6)) await consent(person, 'wechat', first)
  wait(30)
  const second = await call(legal, 'outreach.publish-notice', { id: first.id, ...text, recipients: '短信服务商（只用于发送短信）' })
  wait(10)
  for (const person of people.slice(4, 18)) await consent(person, 'wechat', second)
  for (const person of people.slice(8, 14)) await consent(person, 'sms', second)
  await call(service, 'outreach.unsubscribe', { person: people[9] ?? '', purpose: 'marketing', channels: ['wechat'] })
  await call(service, 'outreach.withdraw-consent', { person: people[12] ?? '', purpose: 'marketing', channels: ['wechat'], via: 'phone' })
  await call(legal, 'outreach.save-form', {
    id: null,
    name: '官网会员注册页',
    title: '加入会员，接收活动消息',
    intro: '留下手机号，并选择愿意用哪种方式接收会员日和新品消息。',
    boxes: [{ noticeId: first.id, channels: ['sms', 'wechat'] }],
    fields: ['name', 'mobile'],
    minors: 'guardian',
    confirmByCode: false,
    origins: ['https://www.example.com'],
    departmentId,
    active: true,
  })
  const filter = { sources: [], departmentIds: [], registeredFrom: null, registeredUntil: null, consent: null, listed: false }
  const { id: audienceId } = await call(operations, 'outreach.save-audience', { id: null, name: '全部会员', filter })
  await call(operations, 'outreach.save-audience', {
    id: null,
    name: '门店会员，已同意短信',
    filter: { ...filter, sources: ['store'], consent: { purpose: 'marketing', channel: 'sms' } },
  })
  await call(operations, 'outreach.start-campaign', { audienceId, mode: 'estimate', purpose: 'marketing', channel: 'wechat', materialId })
}
