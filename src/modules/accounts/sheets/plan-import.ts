import type { z } from 'zod'
import { defineProblem } from '../../../kernel/errors.ts'
import type { AccountsContext } from '../scope.ts'
import type { changedAccountInput, newAccountInput } from '../write-account.ts'
import { accountColumns, type AccountRow } from './account-sheet.ts'
import type { Fault, GivenRow } from './read-rows.ts'
import { registerRows } from './register-rows.ts'

type Added = z.output<typeof newAccountInput>
type Changed = z.output<typeof changedAccountInput>

export type ImportPlan = { added: Added[]; changed: Changed[]; unchanged: number; faults: Fault[] }

type Person = { id: string; name: string; loginName: string; active: boolean }

const headerOf = (field: keyof AccountRow): string => accountColumns.find((column) => column.field === field)?.header ?? field

/** Accounts that one import writes: what a transaction can do in a few seconds. */
const mostWritten = 500

const importTooLarge = defineProblem('invalid', 'accounts.import-too-large', {
  zh: '一次最多新增和修改 {limit} 个账号，请拆成几份导入。',
  en: 'One import adds and changes at most {limit} accounts; split the file.',
})

/** Compares rows of a file with the register; nothing is written. A row that is as the register has it is left alone. */
export const planImport = async (ctx: AccountsContext, rows: readonly GivenRow[]): Promise<ImportPlan> => {
  const present = new Map((await registerRows(ctx)).map((row) => [row.id, row]))
  const byPlatformId = new Map(
    [...present.values()].flatMap((row) => (row.platformId === null ? [] : [[keyOf(row), row.id] as const])),
  )
  const people = peopleFinder(await ctx.ports.everybody(ctx.db))
  const departments = new Map((await ctx.ports.departments(ctx.db)).map(({ id, name }) => [name, id]))
  const plan: ImportPlan = { added: [], changed: [], unchanged: 0, faults: [] }
  const seen = new Map<string, number>()

  for (const given of rows) {
    const faults: Fault[] = []
    const fault = (field: keyof AccountRow, wrong: Fault['wrong'], todo: Fault['todo']): void => {
      faults.push({ row: given.row, column: headerOf(field), wrong, todo })
    }
    const before = given.id === null ? undefined : present.get(given.id)
    if (given.id !== null && before === undefined) {
      fault('id', { zh: '没有这个编号的账号', en: 'There is no account of this number' }, { zh: '新账号请把编号留空', en: 'Leave it empty for a new account' })
    }
    for (const key of [given.id, given.platformId === null ? null : keyOf(given)]) {
      if (key === null) continue
      const first = seen.get(key)
      if (first === undefined) seen.set(key, given.row)
      else fault(key === given.id ? 'id' : 'platformId', { zh: `与第 ${first} 行重复`, en: `It repeats row ${first}` }, { zh: '只留一行', en: 'Keep one of the two rows' })
    }
    const holder = given.platformId === null ? undefined : byPlatformId.get(keyOf(given))
    if (holder !== undefined && holder !== given.id) {
      fault('platformId', { zh: '该平台上的这个账号已经登记', en: 'This account of the platform is registered already' }, { zh: '从导出文件中取它的编号', en: 'Take its number from an export' })
    }
    const departmentId = departments.get(given.department)
    if (departmentId === undefined) {
      fault('department', { zh: `没有名为“${given.department}”的部门`, en: `There is no department ${given.department}` }, { zh: '先在“人员与岗位”中新增部门', en: 'Add the department first' })
    }
    const personOf = (field: 'owner' | 'standIn'): string | null => {
      const name = given[field]
      if (name === null) return null
      const found = people(name)
      const stays = before !== undefined && before[field] === name
      if (found.length === 1 && found[0] !== undefined && (stays || found[0].active)) return found[0].id
      const many = found.length > 1
      fault(
        field,
        many
          ? { zh: `有 ${found.length} 人叫“${name}”`, en: `${found.length} people are called ${name}` }
          : { zh: `“${name}”不是在岗人员`, en: `${name} is not an active person` },
        many ? { zh: '改填登录名', en: 'Write the sign-in name' } : { zh: '填写在岗人员的姓名或登录名', en: 'Name an active person' },
      )
      return null
    }
    const ownerId = personOf('owner')
    const standInId = personOf('standIn')
    if (ownerId !== null && ownerId === standInId) {
      fault('standIn', { zh: '备岗人与责任人是同一人', en: 'The stand-in is the owner' }, { zh: '换一名备岗人，或留空', en: 'Name somebody else, or nobody' })
    }
    for (const field of ['recoveryPhone', 'recoveryMail'] as const) {
      if (given[field]?.includes('*') === true && given[field] !== before?.[field]) {
        fault(field, { zh: '遮盖后的内容与登记的不一致', en: 'The masked text is not that on record' }, { zh: '不改就保留导出的内容，要改就填写完整内容', en: 'Keep what was exported, or write the whole' })
      }
    }
    plan.faults.push(...faults)
    if (faults.length > 0 || departmentId === undefined || ownerId === null) continue
    if (before !== undefined && isSame(before, given)) {
      plan.unchanged += 1
      continue
    }
    const fields = inputOf(given, { departmentId, ownerId, standInId, before })
    if (given.id === null) plan.added.push(fields)
    else plan.changed.push({ id: given.id, ...fields, state: given.state })
    if (given.id === null && given.state === 'closed') {
      plan.faults.push({ row: given.row, column: headerOf('state'), wrong: { zh: '新账号不能是“已停用”', en: 'A new account is in use' }, todo: { zh: '填写“在用”', en: 'Write 在用' } })
    }
  }
  if (plan.added.length + plan.changed.length > mostWritten) throw importTooLarge({ limit: mostWritten })
  return plan
}

const keyOf = ({ platform, platformId }: Pick<AccountRow, 'platform' | 'platformId'>): string => `${platform} ${platformId ?? ''}`

/** Whether a row says what the register says: as the sheet shows both. */
const isSame = (before: AccountRow, given: GivenRow): boolean =>
  accountColumns.every(({ text, field }) =>
    field === 'factors'
      ? [...before.factors].toSorted().join() === [...given.factors].toSorted().join()
      : text(before) === text({ ...given, id: given.id ?? '' }),
  )

const inputOf = (
  given: GivenRow,
  { departmentId, ownerId, standInId, before }: { departmentId: string; ownerId: string; standInId: string | null; before: AccountRow | undefined },
): Added => ({
  platform: given.platform,
  name: given.name,
  platformId: given.platformId,
  departmentId,
  ownerId,
  core: given.core,
  standInId,
  verifiedSubject: given.verifiedSubject,
  verificationExpiresOn: given.verificationExpiresOn,
  factors: [...given.factors],
  // What stands there masked stays as it is.
  ...(given.recoveryPhone === (before?.recoveryPhone ?? null) ? {} : { recoveryPhone: given.recoveryPhone }),
  ...(given.recoveryMail === (before?.recoveryMail ?? null) ? {} : { recoveryMail: given.recoveryMail }),
})

const peopleFinder = (everybody: readonly Person[]): ((name: string) => readonly Person[]) => {
  const found = new Map<string, Person[]>()
  const put = (key: string, person: Person): void => void found.set(key, [...(found.get(key) ?? []), person])
  for (const person of everybody) {
    put(person.name, person)
    if (person.loginName !== person.name) put(person.loginName, person)
  }
  return (name) => found.get(name) ?? []
}
