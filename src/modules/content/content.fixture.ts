import { sql } from 'kysely'
import { startTestApp } from '../../../test/harness.ts'
import type { Actor } from '../../kernel/actor.ts'
import { Problem } from '../../kernel/errors.ts'
import { newId } from '../../kernel/id.ts'
import type { MaterialFields } from './material-fields.ts'
import type { ContentPorts } from './ports.ts'
import type { ContentDatabase } from './scope.ts'

export const minute = 60_000

/** Two departments and legal, people by their part in it, and three accounts, on a fresh database. */
export const startHouse = async (
  database: 'pglite' | 'postgres',
  options: { webhookAllow?: readonly string[]; secondOpinions?: ContentPorts['secondOpinions'] } = {},
) => {
  const app = await startTestApp({ database, ...options })
  const db = app.db as unknown as ContentDatabase

  const addDepartment = async (name: string): Promise<string> => {
    const id = newId()
    await sql`insert into department (id, name, added_at) values (${id}, ${name}, ${app.clock.now()})`.execute(db)
    return id
  }
  const marketing = await addDepartment('市场部')
  const live = await addDepartment('直播部')
  const law = await addDepartment('法务部')

  const addPerson = async (name: string, departmentId: string, posts: readonly string[]): Promise<string> => {
    const id = newId()
    const at = app.clock.now()
    await sql`
      insert into person (id, name, login_name, department_id, state, added_at)
      values (${id}, ${name}, ${id}, ${departmentId}, 'active', ${at})
    `.execute(db)
    for (const post of posts) {
      await sql`insert into person_post (person_id, post, since) values (${id}, ${post}, ${at})`.execute(db)
    }
    return id
  }
  const people = {
    author: await addPerson('作者', marketing, ['operations']),
    colleague: await addPerson('同事', marketing, ['operations']),
    head: await addPerson('市场部负责人', marketing, ['department-head']),
    outsider: await addPerson('直播运营', live, ['operations']),
    otherHead: await addPerson('直播部负责人', live, ['department-head']),
    lawyer: await addPerson('法务', law, ['legal']),
    secondLawyer: await addPerson('另一位法务', law, ['legal']),
    security: await addPerson('安全管理员', law, ['security-administrator']),
    auditor: await addPerson('审计员', law, ['auditor']),
    finance: await addPerson('财务', marketing, ['finance']),
  }
  await sql`update department set head_id = ${people.head} where id = ${marketing}`.execute(db)

  const addAccount = async (name: string, state: 'active' | 'closed'): Promise<string> => {
    const id = newId()
    await sql`
      insert into marketing_account (id, platform, name, department_id, owner_id, core, state, registered_at)
      values (${id}, 'weibo', ${name}, ${marketing}, ${people.author}, false, ${state}, ${app.clock.now()})
    `.execute(db)
    return id
  }
  const accounts = {
    shop: await addAccount('门店号', 'active'),
    brand: await addAccount('品牌号', 'active'),
    closed: await addAccount('停用号', 'closed'),
  }

  type Part = keyof typeof people
  const as = (part: Part): Promise<Actor> => app.as(people[part])

  /** Copy that no rule objects to. */
  const fields = (change: Partial<MaterialFields> = {}): MaterialFields => ({
    title: '桂花拿铁回归',
    copy: '每年秋天的老朋友，门店与小程序同步供应，欢迎来坐坐。',
    channel: 'weibo',
    industry: null,
    advertising: false,
    aiGenerated: false,
    audienceConsent: null,
    accountIds: [accounts.shop],
    attachments: [],
    ...change,
  })

  const view = async (id: string, part: Part = 'auditor') => app.call('content.view-material', { id }, await as(part))

  /** The review that waits or is claimed. */
  const openReviewOf = async (id: string): Promise<string> => {
    const { reviews } = await view(id)
    const open = reviews.find(({ level, state }) => level !== 'self' && (state === 'waiting' || state === 'claimed'))
    if (open === undefined) throw new Error('No review is open')
    return open.id
  }

  const draft = async (change: Partial<MaterialFields> = {}): Promise<string> =>
    (await app.call('content.create-material', fields(change), await as('author'))).id

  const submit = async (id: string) => {
    const { version } = await view(id)
    return app.call('content.submit-material', { id, version }, await as('author'))
  }

  const answerAll = async (id: string): Promise<void> => {
    for (const finding of (await view(id)).findings) {
      const evidence = { text: '检测报告编号 2026-018', attachments: [] }
      const answer = { materialId: id, findingId: finding.id, reason: '有检测报告支持', evidence }
      await app.call('content.answer-finding', answer, await as('author'))
    }
  }

  const passSelfCheck = async (id: string) => app.call('content.pass-self-check', { id }, await as('author'))

  const claim = async (id: string, part: Part): Promise<string> => {
    const reviewId = await openReviewOf(id)
    await app.call('content.claim-review', { reviewId }, await as(part))
    return reviewId
  }

  /** Claims and approves the level that is open; whatever may be overruled at the level is. */
  const approve = async (id: string, part: 'head' | 'otherHead' | 'lawyer' | 'secondLawyer') => {
    const reviewId = await claim(id, part)
    const { digest, findings } = await view(id)
    const legal = part === 'lawyer' || part === 'secondLawyer'
    const overrules = findings
      .filter(({ severity, overrule }) => overrule === null && (severity === 'warn' || (legal && severity === 'block')))
      .map(({ id: findingId }) => ({ findingId, reason: '报告真实有效，表述有据' }))
    return app.call('content.approve-review', { reviewId, digest, overrules }, await as(part))
  }

  /** Brings a draft to the state, through the operations that people use. */
  const bringTo = async (
    state: 'self-check' | 'department-review' | 'legal-review' | 'approved' | 'published',
    change: Partial<MaterialFields> = {},
  ): Promise<string> => {
    const id = await draft(change)
    await submit(id)
    if (state === 'self-check') return id
    await answerAll(id)
    await passSelfCheck(id)
    if (state === 'department-review') return id
    await approve(id, 'head')
    if (state === 'legal-review') return id
    await approve(id, 'lawyer')
    if (state === 'approved') return id
    await publish(id)
    return id
  }

  const publish = async (id: string, change: { url?: string; digest?: string; accountId?: string } = {}) => {
    const { digest } = await view(id)
    const input = {
      materialId: id,
      digest,
      accountId: accounts.shop,
      publishedAt: app.clock.now().toISOString(),
      url: `https://weibo.example.com/${newId()}`,
      ...change,
    }
    return app.call('content.record-publication', input, await as('author'))
  }

  const edit = async (id: string, change: Partial<MaterialFields>, part: Part = 'author') => {
    const { version, fields: current } = await view(id)
    return app.call('content.update-material', { id, version, ...current, ...change }, await as(part))
  }

  const ledger = (type: string) =>
    db.selectFrom('ledger_entry').selectAll().where('type', '=', type).orderBy('at').orderBy('id').execute()

  const noticesOf = async (part: Part): Promise<readonly string[]> => {
    const rows = await db
      .selectFrom('notice')
      .select('kind')
      .where('person_id', '=', people[part])
      .orderBy('at')
      .execute()
    return rows.map(({ kind }) => kind)
  }

  const measure = async (controlId: string) => {
    const control = app.catalogue.controls.find(({ id }) => id === controlId)
    if (control === undefined) throw new Error(`No control ${controlId}`)
    return control.measure(app.db, app.clock.now())
  }

  return {
    app,
    db,
    people,
    accounts,
    departments: { marketing, live, law },
    as,
    addPerson,
    fields,
    view,
    openReviewOf,
    draft,
    submit,
    answerAll,
    passSelfCheck,
    claim,
    approve,
    bringTo,
    publish,
    edit,
    ledger,
    noticesOf,
    measure,
  }
}

export type House = Awaited<ReturnType<typeof startHouse>>

/**
 * The code of the problem that a call ends with, and the codes of its reasons.
 * @throws Error when it ends well, or whatever it threw that is no problem
 */
export const refusalOf = async (call: Promise<unknown>): Promise<readonly string[]> => {
  try {
    await call
  } catch (error) {
    if (error instanceof Problem) return [error.code, ...error.reasons.map(({ code }) => code)]
    throw error
  }
  throw new Error('The call went through')
}
