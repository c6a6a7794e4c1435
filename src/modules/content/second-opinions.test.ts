import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { startAliyunGreen } from '../../../test/peers/aliyun-green.ts'
import { startBaiduCensor } from '../../../test/peers/baidu-censor.ts'
import { startLlm } from '../../../test/peers/llm.ts'
import type { Peer } from '../../../test/peers/serve.ts'
import { startTencentTms } from '../../../test/peers/tencent-tms.ts'
import { testDatabases } from '../../../test/database.ts'
import { jobRunner } from '../../kernel/jobs/run-job.ts'
import { aliyunJudge } from '../../platforms/aliyun/moderate-text.ts'
import { baiduJudge } from '../../platforms/baidu/censor-text.ts'
import { llmJudge } from '../../platforms/llm/judge-copy.ts'
import { tencentJudge } from '../../platforms/tencent-cloud/moderate-text.ts'
import { findPersonalData } from '../../screening/personal-data/index.ts'
import { refusalOf, startHouse } from './content.fixture.ts'

const limits = { timeoutMs: 1000, attempts: 2, backoffMs: 1 }
type Asked = { messages: { content: string }[] }
type Sent = { Content: string }

const keys = { secretId: 'AKIDEXAMPLE', secretKey: 'SECRETEXAMPLE' }

const tencentAt = (peer: Peer) => ({
  provider: 'tencent',
  name: { zh: '腾讯云文本内容安全', en: 'Tencent Cloud' },
  ask: tencentJudge({ ...keys, region: 'ap-guangzhou', policy: undefined, endpoint: peer.url, limits }),
})

const peers: Peer[] = []
const kept = <P extends Peer>(peer: P): P => {
  peers.push(peer)
  return peer
}
afterAll(() => Promise.all(peers.map((peer) => peer.close())))

describe.each(testDatabases())('second opinions on $name (CNT-2)', async ({ name }) => {
  const peer = kept(await startTencentTms(keys))
  const house = await startHouse(name, { secondOpinions: [tencentAt(peer)] })
  const { app, view, draft, submit, bringTo, passSelfCheck, claim, approve, as, answerAll } = house
  /** Copy that no rule of ours objects to, and the service does. */
  const doubtful = { copy: '帮您代开一份好心情，门店与小程序同步供应。' }
  const opinionOf = async (id: string) => (await view(id)).opinions[0]

  it('waits beside the review until the job has asked, then says who, what, why and by which request', async () => {
    const id = await bringTo('self-check')
    expect(await opinionOf(id)).toMatchObject({ provider: 'tencent', state: 'waiting', decision: null })
    await app.runJobs()
    expect(await opinionOf(id)).toMatchObject({ state: 'given', decision: 'pass', raised: false, missingReason: null })
    expect((await opinionOf(id))?.requestId).toMatch(/^tms-/)
    expect((await view(id)).findings).toEqual([])
    const body = JSON.parse(peer.calls.at(-1)?.body ?? '{}') as { DataId: string }
    expect(body.DataId).toBe((await view(id)).digest)
  })

  it('asks for a person where it doubts what the machine let pass', async () => {
    const id = await bringTo('self-check', doubtful)
    await app.runJobs()
    const { opinions, findings } = await view(id)
    expect(opinions[0]).toMatchObject({ decision: 'review', raised: true, labels: ['Ad'], reasons: ['代开'] })
    expect(findings).toMatchObject([{ severity: 'warn', category: 'second_opinion', opinionId: opinions[0]?.id }])
    expect(await refusalOf(passSelfCheck(id))).toContain('self-check.unanswered')
    await answerAll(id)
    await passSelfCheck(id)
    const { digest } = await view(id)
    const approveAsItIs = async (part: 'head' | 'lawyer') => {
      const reviewId = await claim(id, part)
      return app.call('content.approve-review', { reviewId, digest, overrules: [] }, await as(part))
    }
    await approveAsItIs('head')
    expect(await refusalOf(approveAsItIs('lawyer'))).toContain('review.not-overruled')
  })

  it('needs a reviewer and not the author where it comes after the self-check', async () => {
    const id = await bringTo('department-review', doubtful)
    await app.runJobs()
    expect((await view(id)).findings).toHaveLength(1)
    expect(await house.noticesOf('author')).toContain('opinion.raised')
    await approve(id, 'head')
    expect(await approve(id, 'lawyer')).toEqual({ state: 'approved' })
  })

  it('is told to everybody who decided where it comes after the approval, which stands', async () => {
    const id = await bringTo('approved', doubtful)
    await app.runJobs()
    expect(await opinionOf(id)).toMatchObject({ decision: 'review', raised: true })
    expect(await view(id)).toMatchObject({ state: 'approved', findings: [] })
    expect(await house.noticesOf('lawyer')).toContain('opinion.raised')
  })

  it('never lowers what the machine decided', async () => {
    const id = await bringTo('self-check', { copy: '全网最低价，闭眼入' })
    const before = await view(id)
    expect(before.findings.some(({ severity }) => severity === 'block')).toBe(true)
    await app.runJobs()
    expect(await opinionOf(id)).toMatchObject({ decision: 'pass', raised: false })
    expect((await view(id)).findings).toEqual(before.findings)
  })

  it('keeps an opinion once: asking again changes nothing, and the database refuses to', async () => {
    const id = await bringTo('self-check')
    await app.runJobs()
    const calls = peer.calls.length
    const given = await opinionOf(id)
    const job = app.catalogue.jobs.get('content.ask-second-opinion')
    if (job === undefined || given === undefined) throw new Error('There is nothing to ask again')
    await jobRunner(app.inner)(job, { opinionId: given.id })
    await expect(
      sql`update material_opinion set decision = 'pass', raised = false where id = ${given.id}`.execute(app.db),
    ).rejects.toMatchObject({ constraint: 'opinion_given_once' })
    expect(peer.calls.length).toBe(calls)
    expect(await opinionOf(id)).toEqual(given)
  })

  it('records what was said in the ledger, with provider, labels and request, without the copy', async () => {
    const entries = await house.ledger('opinion.given')
    const entry = entries.find(({ detail }) => JSON.stringify(detail).includes('"raised":true'))
    expect(entry?.detail).toMatchObject({ provider: 'tencent', decision: 'review', machine: 'allow', labels: ['Ad'] })
    expect(JSON.stringify(entry?.detail)).not.toContain('好心情')
  })

  it('lets the review go on where the service is down, says so, and asks again a few times', async () => {
    const busy = { body: '{"Response":{"Error":{"Code":"InternalError","Message":""},"RequestId":"r"}}' }
    peer.next(...Array.from({ length: 8 }, () => busy))
    const id = await draft()
    await submit(id)
    const before = peer.calls.length
    await app.runJobs()
    expect(await opinionOf(id)).toMatchObject({ state: 'missing', missingReason: 'busy', nextAttemptAt: null })
    expect(peer.calls.length - before).toBe(8)
    await passSelfCheck(id)
    await approve(id, 'head')
    expect(await approve(id, 'lawyer')).toEqual({ state: 'approved' })
    expect((await house.ledger('opinion.missed')).length).toBe(4)
  })
})

describe('what leaves the house (CNT-2, DAT-6)', async () => {
  const llm = kept(await startLlm({ apiKey: 'sk-example', model: 'm' }))
  const tencent = kept(await startTencentTms(keys))
  const baidu = kept(await startBaiduCensor({ apiKey: 'k', secretKey: 's' }))
  const aliyun = kept(await startAliyunGreen({ accessKeyId: 'k', accessKeySecret: 's' }))
  const sentence = { zh: '', en: '' }
  const askBaidu = baiduJudge({ apiKey: 'k', secretKey: 's', strategy: undefined, endpoint: baidu.url, limits })
  const service = 'comment_detection_pro'
  const askAliyun = aliyunJudge({ accessKeyId: 'k', accessKeySecret: 's', service, endpoint: aliyun.url, limits })
  const house = await startHouse('pglite', { secondOpinions: [
    { provider: 'llm', name: sentence, ask: llmJudge({ apiKey: 'sk-example', model: 'm', endpoint: llm.url, limits }) },
    tencentAt(tencent),
    { provider: 'baidu', name: sentence, ask: askBaidu },
    { provider: 'aliyun', name: sentence, ask: askAliyun },
  ] })

  it('holds nothing personal, whichever service is asked', async () => {
    const personal = [
      '13800000000', '138 0000 0000', '110101190001010006', '6222000000000000004', 'zhang@example.com', '浙A·D00000',
      'qinghe_0000', '张三', '文三路0号', '一三八零零零零零零零零',
    ]
    const [mobile, spaced, id, card, mail, plate, wechat, person, road, numerals] = personal
    const copy =
      `门店活动，收货人：${person}，手机${mobile}或${spaced}或${numerals}，身份证号${id}，卡号${card}，邮箱${mail}，` +
      `车牌${plate}，微信号：${wechat}，收货地址：杭州市西湖区${road}。${'欢迎来坐坐。'.repeat(200)}`
    const material = await house.bringTo('self-check', { title: `致电${mobile}`, copy })
    await house.app.runJobs()
    const { opinions } = await house.view(material)
    expect(opinions.map(({ provider, state }) => `${provider} ${state}`)).toEqual([
      'llm given', 'tencent given', 'baidu given', 'aliyun given',
    ])
    const sent = [
      ...llm.calls.map(({ body }) => (JSON.parse(body) as Asked).messages[1]?.content ?? ''),
      ...tencent.calls.map(({ body }) => Buffer.from((JSON.parse(body) as Sent).Content, 'base64').toString()),
      ...baidu.calls.map(({ body }) => new URLSearchParams(body).get('text') ?? ''),
      ...aliyun.calls.map(({ body }) => new URLSearchParams(body).get('ServiceParameters') ?? ''),
    ].filter((text) => text !== '')
    expect(sent.length).toBeGreaterThanOrEqual(4)
    for (const text of sent) {
      expect(text).toContain('欢迎来坐坐')
      expect(personal.filter((one) => text.includes(one))).toEqual([])
      expect(findPersonalData(text).filter(({ kind }) => kind !== 'landline')).toEqual([])
    }
    expect(sent.join()).not.toContain(house.people.author)
  })

  it('is nothing at all by default', async () => {
    const quiet = await startHouse('pglite')
    const id = await quiet.bringTo('self-check')
    await quiet.app.runJobs()
    expect((await quiet.view(id)).opinions).toEqual([])
  })
})
