import { z } from 'zod'
import { allPages } from './all-pages.ts'
import type { WecomCall, WecomDone } from './call.ts'
import type { WecomFailure } from './failure.ts'

type Answer<Value> = Promise<WecomDone<Value> | WecomFailure>

export type WecomDepartment = { id: number; name: string; parentId: number | null }

export type WecomMember = {
  userId: string
  name: string
  departmentIds: readonly number[]
  mainDepartmentId: number | null
  /** `disabled`: cannot sign in; `left`: has gone by themselves. */
  state: 'active' | 'disabled' | 'inactive' | 'left'
}

const departmentsSchema = z.object({
  department: z.array(z.object({ id: z.int(), name: z.string().max(200).default(''), parentid: z.int().nullish() })),
})

const idsSchema = z.object({
  next_cursor: z.string().nullish(),
  dept_user: z.array(z.object({ userid: z.string().min(1).max(64), department: z.int() })),
})

const memberSchema = z.object({
  userid: z.string().min(1).max(64),
  name: z.string().max(200).default(''),
  department: z.array(z.int()).default([]),
  main_department: z.int().nullish(),
  status: z.int(),
})

const listSchema = z.object({ userlist: z.array(memberSchema) })

const states: Readonly<Record<number, WecomMember['state']>> = { 1: 'active', 2: 'disabled', 4: 'inactive', 5: 'left' }

const memberFrom = ({ userid, name, department, main_department: main, status }: z.output<typeof memberSchema>): WecomMember => ({
  userId: userid,
  name,
  departmentIds: department,
  mainDepartmentId: main ?? department[0] ?? null,
  // A state that the document does not know must not pass for active.
  state: states[status] ?? 'disabled',
})

const nothing = z.object({})

type Callers = {
  /** With the secret of an app: names and states of those in its scope. */
  app: WecomCall
  /** With the secret of the contact book (通讯录同步) and the right to edit: ids of all, and every change. */
  book: WecomCall
}

/** The contact book of WeCom: developer.work.weixin.qq.com/document/path/90196 to 90201, 90208, 96067. */
export const wecomContacts = ({ app, book }: Callers) => ({
  departments: async (signal: AbortSignal): Answer<WecomDepartment[]> => {
    const said = await app({ path: 'department/list', answer: departmentsSchema, signal })
    if (said.kind !== 'done') return said
    const value = said.value.department.map(({ id, name, parentid }) => ({
      id,
      name,
      parentId: parentid === undefined || parentid === null || parentid === 0 ? null : parentid,
    }))
    return { kind: 'done', value }
  },

  /** Each member once, with all departments. */
  memberIds: async (signal: AbortSignal): Answer<{ userId: string; departmentIds: number[] }[]> => {
    const pages = await allPages(async (cursor) => {
      const body = { limit: 10_000, ...(cursor === '' ? {} : { cursor }) }
      const said = await book({ path: 'user/list_id', body, answer: idsSchema, signal })
      if (said.kind !== 'done') return said
      return { kind: 'done', value: { items: said.value.dept_user, next: said.value.next_cursor ?? '' } }
    })
    if (pages.kind !== 'done') return pages
    const departments = new Map<string, number[]>()
    for (const { userid, department } of pages.value) {
      departments.set(userid, [...(departments.get(userid) ?? []), department])
    }
    return { kind: 'done', value: [...departments].map(([userId, departmentIds]) => ({ userId, departmentIds })) }
  },

  member: async (userId: string, signal: AbortSignal): Answer<WecomMember> => {
    const said = await app({ path: 'user/get', query: { userid: userId }, answer: memberSchema, signal })
    return said.kind === 'done' ? { kind: 'done', value: memberFrom(said.value) } : said
  },

  /** Members of a department that the app may see, not of those below it. */
  members: async (departmentId: number, signal: AbortSignal): Answer<WecomMember[]> => {
    const query = { department_id: String(departmentId) }
    const said = await app({ path: 'user/list', query, answer: listSchema, signal })
    return said.kind === 'done' ? { kind: 'done', value: said.value.userlist.map(memberFrom) } : said
  },

  /** The member loses the sign-in at once; can be undone. Doing it again changes nothing. */
  disable: (userId: string, signal: AbortSignal): Answer<object> =>
    book({ path: 'user/update', body: { userid: userId, enable: 0 }, answer: nothing, signal }),

  /** Cannot be undone; customers go to the list of the unassigned. One who is gone already is no failure. */
  remove: async (userId: string, signal: AbortSignal): Answer<object> => {
    const said = await book({ path: 'user/delete', query: { userid: userId }, answer: nothing, signal })
    return said.kind === 'refused' && said.why === 'member' ? { kind: 'done', value: {} } : said
  },
})
