import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { beijingDate } from '../kernel/calendar/beijing-time.ts'
import type { PersonActor } from '../kernel/context.ts'
import { newId } from '../kernel/id.ts'
import { invoke } from '../kernel/invoke.ts'
import { jobRunner } from '../kernel/jobs/run-job.ts'
import type { InputOf, OutputOf } from '../client.ts'
import type { Operations } from '../main.ts'
import { company, departments, type DemoMaterial, materials, people } from './company.ts'
import { importMembers, leaveImportWaiting } from './import-customers.ts'
import { places, reportAlerts } from './report-alerts.ts'
import { type AccountTools, registerAccounts, useAccounts } from './seed-accounts.ts'
import { keepCustomers, takeOutCustomers, watchCustomers } from './seed-customers.ts'
import { askConsents } from './seed-outreach.ts'
import { leaveRequestsOpen, settleRequests } from './seed-requests.ts'

type SeedTools = {
  app: App
  /** A token for `identity.complete-set-up`. */
  setUpToken: string
  password: string
  /** The person behind an id, with the permissions of their posts. */
  actorOf: (personId: string) => Promise<Actor>
}

const minute = 60_000
const day = 24 * 60 * minute

/**
 * Lets the fictional company live through its last month: every step is an operation called by the person whose post
 * allows it, at the moment when they would have. Nothing is written past the rules.
 */
export const seedDemo = async ({ app, setUpToken, password, actorOf }: SeedTools): Promise<void> => {
  const end = app.clock.now().getTime()
  let time = morningOf(end - 28 * day)
  const past: App = { ...app, clock: { now: () => new Date(Math.min(time, end)) } }
  const wait = (minutes: number): void => {
    time += minutes * minute
  }
  const call = async <Name extends Operations['name']>(
    actor: Actor,
    name: Name,
    input: InputOf<Operations, Name>,
  ): Promise<OutputOf<Operations, Name>> => {
    const { output } = await invoke(past, name, input, { actor, origin: { request: newId(), ip: '127.0.0.1' }, locale: 'zh' })
    return output as OutputOf<Operations, Name>
  }
  const runJobs = (): Promise<void> => app.queue.drain(jobRunner(past))

  const { administrator, hired, departmentIds } = await hirePeople()
  const as = (loginName: string): Promise<Actor> => actorOf(must(hired, loginName))
  const accountTools: AccountTools = {
    call,
    administrator,
    as,
    personId: (loginName) => must(hired, loginName),
    departmentId: must(departmentIds, '市场部'),
    end,
  }
  const accountIds = await registerAccounts(accountTools)

  const customerTools = { call, as, now: past.clock.now, wait, runJobs }
  await importMembers(customerTools)
  const customerIds = await keepCustomers(customerTools)
  await settleRequests(customerTools)

  const story = [...materials].toSorted((a, b) => b.daysAgo - a.daysAgo)
  const last = story.at(-1)
  let approvedId = ''
  for (const material of story) {
    // Before today: in the morning, when nobody is asleep.
    if (material.daysAgo === 0 && approvedId !== '') {
      const departmentId = must(departmentIds, '市场部')
      await askConsents({ call, as, now: past.clock.now, wait }, { customerIds, materialId: approvedId, departmentId })
      await runJobs()
      approvedId = ''
    }
    const planned = material.daysAgo === 0 ? end - 24 * minute : morningOf(end - material.daysAgo * day)
    time = Math.max(time + minute, planned)
    await live(material)
    await runJobs()
    if (material === last) {
      await useAccounts(accountTools, { accountIds, now: past.clock.now() })
      await reportAlerts(accountTools, { accountIds, now: past.clock.now() })
      await takeOutCustomers(customerTools)
      await leaveImportWaiting(customerTools)
      await leaveRequestsOpen(customerTools)
      await watchCustomers(customerTools)
    }
    if (material.daysAgo === 0) await call(await as('gaoyuan'), 'ledger.verify', {})
    await call(administrator, 'score.measure-now', {})
  }

  /** The founder sets the company up, invites everybody, and each accepts the invitation. */
  async function hirePeople(): Promise<Hired> {
    const [founder, ...others] = people
    if (founder === undefined) throw new Error('The demo company has nobody')
    await call(anyone, 'identity.complete-set-up', {
      token: setUpToken,
      company,
      department: founder.department,
      name: founder.name,
      loginName: founder.loginName,
      password,
    })
    const administrator = await founderOf(app, actorOf)
    // Whoever tries the company out has no key of its people.
    const noFactors = { secondFactorDemanded: false, passkeyDemanded: false, keyModels: [] }
    await call(administrator, 'identity.update-factor-settings', noFactors)
    const hired = new Map([[founder.loginName, administrator.id]])
    const departmentIds = new Map([[founder.department, administrator.departmentId]])
    for (const name of departments.filter((name) => name !== founder.department)) {
      departmentIds.set(name, (await call(administrator, 'identity.add-department', { name })).id)
    }
    for (const { name, loginName, department, posts } of others) {
      wait(2)
      const departmentId = must(departmentIds, department)
      const { id, invitationToken } = await call(administrator, 'identity.add-person', { name, loginName, departmentId, posts: [...posts] })
      await call(anyone, 'identity.accept-invitation', { token: invitationToken, password })
      hired.set(loginName, id)
    }
    for (const { loginName, department } of people.filter(({ head }) => head === true)) {
      const input = { id: must(departmentIds, department), name: department, headId: must(hired, loginName) }
      await call(administrator, 'identity.update-department', input)
    }
    return { administrator, hired, departmentIds }
  }

  /** Takes one material as far as its story goes. */
  async function live(material: DemoMaterial): Promise<void> {
    const author = await as(material.author)
    if (material.author === 'chenmo') await signIn('chenmo', story.indexOf(material) % 3 === 1 ? 1 : 0)
    const { id, version } = await call(author, 'content.create-material', {
      title: material.title,
      copy: material.copy,
      channel: material.channel,
      industry: material.industry,
      advertising: material.advertising,
      aiGenerated: false,
      audienceConsent: null,
      accountIds: material.accounts.flatMap((index) => accountIds[index] ?? []),
      attachments: [],
    })
    if (material.progress === 'draft') return
    if (material.progress === 'discarded') {
      wait(30)
      await call(author, 'content.discard-material', { id, reason: '与上周的活动预告重复。' })
      return
    }
    wait(2)
    await call(author, 'content.submit-material', { id, version })
    if (material.progress === 'self-check') return
    await answerFindings(author, id)
    await call(author, 'content.pass-self-check', { id })
    if (material.progress === 'department') return
    const [departmentMinutes, legalMinutes] = material.minutes
    if (material.progress === 'returned') {
      await review(id, 'suqing', departmentMinutes, { reason: '“原价 25 元”没有写明比较依据，请补充该价格的起止日期，或改为只写现价。' })
      return
    }
    await review(id, 'suqing', departmentMinutes)
    if (material.progress === 'legal') return
    await review(id, 'fangzheng', legalMinutes)
    if (material.progress === 'approved') {
      approvedId = id
      return
    }
    wait(20)
    const { digest, fields } = await call(author, 'content.view-material', { id })
    const [accountId] = fields.accountIds
    if (accountId === undefined) throw new Error(`${material.title} has no account to be published at`)
    const { publicationId } = await call(author, 'content.record-publication', {
      materialId: id,
      digest,
      accountId,
      publishedAt: past.clock.now().toISOString(),
      url: `https://example.com/posts/${id}`,
    })
    if (material.progress === 'published') return
    wait(600)
    await call(await as('suqing'), 'content.take-down', { publicationId, reason: '门店装修，片中后厨布局已变，撤下后重拍。' })
  }

  /** Signs in as people do, so that there are habits to compare an alert with. */
  async function signIn(loginName: string, place: 0 | 1): Promise<void> {
    const origin = { request: newId(), ...places[place], deviceToken: `demo-${loginName}-${place}` }
    await invoke(past, 'identity.sign-in', { loginName, password }, { actor: anyone, origin, locale: 'zh' })
  }

  async function answerFindings(author: Actor, id: string): Promise<void> {
    const { findings } = await call(author, 'content.view-material', { id })
    for (const { id: findingId } of findings) {
      await call(author, 'content.answer-finding', {
        materialId: id,
        findingId,
        reason: '已核对，表述有据可查，证明材料存于市场部。',
        evidence: { text: '门店公示与系统记录', attachments: [] },
      })
    }
  }

  async function review(id: string, loginName: string, minutes: number, returned?: { reason: string }): Promise<void> {
    const reviewer = await as(loginName)
    const { digest, reviews, findings } = await call(reviewer, 'content.view-material', { id })
    const waiting = reviews.find(({ state }) => state === 'waiting')
    if (waiting === undefined) throw new Error('Nothing waits for a review')
    wait(1)
    await call(reviewer, 'content.claim-review', { reviewId: waiting.id })
    wait(Math.max(0, minutes - 1))
    await runJobs()
    if (returned !== undefined) {
      await call(reviewer, 'content.return-review', { reviewId: waiting.id, reason: returned.reason })
      return
    }
    const overrules = findings
      .filter(({ severity, overrule }) => severity === 'warn' && overrule === null)
      .map(({ id: findingId }) => ({ findingId, reason: '依据已核对，可以发布。' }))
    await call(reviewer, 'content.approve-review', { reviewId: waiting.id, digest, overrules })
  }
}

/** Ten o'clock in Beijing on the day of a moment, both in milliseconds. */
const morningOf = (moment: number): number => Date.parse(`${beijingDate(new Date(moment))}T10:00:00+08:00`)

const anyone: Actor = { kind: 'anonymous' }

type Hired = {
  administrator: PersonActor
  hired: ReadonlyMap<string, string>
  departmentIds: ReadonlyMap<string, string>
}

const founderOf = async (app: App, actorOf: SeedTools['actorOf']): Promise<PersonActor> => {
  const entry = await app.database.kysely
    .selectFrom('ledger_entry')
    .select('subject_id')
    .where('type', '=', 'posts.changed')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  const founder = await actorOf(entry.subject_id)
  if (founder.kind !== 'person') throw new Error('The founder of the demo company cannot act')
  return founder
}

const must = (ids: ReadonlyMap<string, string>, name: string): string => {
  const id = ids.get(name)
  if (id === undefined) throw new Error(`The demo company has no ${name}`)
  return id
}
