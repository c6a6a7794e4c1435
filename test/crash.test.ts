import { afterAll, describe, expect, it } from 'vitest'
import { serverPlaces } from './places.ts'
import { createHttpClient, type HttpClient, setUpCompany, startServerProcess } from './server-process.ts'

const password = 'Kill-9-is-no-Excuse'
const submissions = 200

describe.each(serverPlaces())('a server killed during $name submissions', ({ prepare }) => {
  const cleanUps: (() => Promise<void>)[] = []
  afterAll(async () => {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp()
  })

  it('keeps every acknowledged submission, and none half', { timeout: 240_000 }, async () => {
    const { dataDirectory, databaseUrl, remove } = await prepare()
    cleanUps.push(remove)
    const first = await startServerProcess({ dataDirectory, databaseUrl })
    const { author, accountId } = await hireAuthor(first.url, first.printed())
    const drafts = await Promise.all(Array.from({ length: submissions }, (_, i) => draft(author, accountId, i)))

    const acknowledged = new Set<string>()
    const refusals: unknown[] = []
    const all = drafts.map(async ({ id, version }) => {
      const answer = await author.post('content.submit-material', { id, version }).catch(() => undefined)
      if (answer?.status === 200) acknowledged.add(id)
      else if (answer !== undefined) refusals.push(answer.body)
      if (acknowledged.size === submissions / 4) await first.kill()
    })
    await Promise.all(all)
    expect(refusals).toEqual([])
    expect(acknowledged.size).toBeGreaterThanOrEqual(submissions / 4)
    expect(acknowledged.size).toBeLessThan(submissions)

    const second = await startServerProcess({ dataDirectory, databaseUrl })
    cleanUps.push(async () => {
      await second.stop()
    })
    const again = createHttpClient(second.url)
    await again.call('identity.sign-in', { loginName: 'author', password })
    let submitted = 0
    for (const { id } of drafts) {
      const { state, history, findings } = await again.call('content.view-material', { id })
      const isRecorded = history.some(({ type }) => type === 'material.submitted')
      expect(isRecorded).toBe(state === 'self-check')
      expect(findings.length > 0).toBe(state === 'self-check')
      if (acknowledged.has(id)) expect(state).toBe('self-check')
      if (state === 'self-check') submitted += 1
    }
    expect(submitted).toBeGreaterThanOrEqual(acknowledged.size)
  })
})

/** Sets the company up by the printed link and signs in as somebody who may write. */
const hireAuthor = async (url: string, printed: string): Promise<{ author: HttpClient; accountId: string }> => {
  const administrator = await setUpCompany({ url, printed }, {
    company: '测试公司',
    department: '市场部',
    name: '管理员',
    loginName: 'administrator',
    password,
  })
  const me = await administrator.call('identity.view-me', {})
  const { invitationToken } = await administrator.call('identity.add-person', {
    name: '撰稿人',
    loginName: 'author',
    departmentId: me.department.id,
    posts: ['operations'],
  })
  const author = createHttpClient(url)
  await author.call('identity.accept-invitation', { token: invitationToken, password })
  const { id: accountId } = await administrator.call('accounts.register-account', {
    platform: 'weibo',
    name: '测试账号',
    platformId: null,
    departmentId: me.department.id,
    ownerId: me.id,
    core: false,
  })
  return { author, accountId }
}

const draft = (author: HttpClient, accountId: string, number: number) =>
  author.call('content.create-material', {
    title: `第 ${number} 条`,
    copy: '【广告】全网最低价，100%治愈失眠',
    channel: 'weibo',
    industry: null,
    advertising: true,
    aiGenerated: false,
    audienceConsent: null,
    accountIds: [accountId],
    attachments: [],
  })
