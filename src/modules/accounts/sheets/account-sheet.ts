import type { Column } from '../../../kernel/files/workbook.ts'
import { type Factor, factorNames } from '../factors.ts'
import { type Platform, platforms } from '../platforms.ts'

export const sheetName = '账号'

/** An account as a row of the sheet shows it: every field as people read it. */
export type AccountRow = {
  id: string
  platform: Platform
  name: string
  platformId: string | null
  department: string
  owner: string
  standIn: string | null
  core: boolean
  verifiedSubject: string | null
  verificationExpiresOn: string | null
  /** Masked; as long as it stays so it means the number that is on record. */
  recoveryPhone: string | null
  recoveryMail: string | null
  factors: readonly Factor[]
  state: 'active' | 'closed'
}

export const stateNames = { active: '在用', closed: '已停用' } as const
export const yesNo = { yes: '是', no: '否' } as const

/** Between the names of factors; the others are taken when a file is read. */
const between = '、'

type SheetColumn = Column<AccountRow> & { field: keyof AccountRow; required?: true }

/** The columns of the register, in the order of the sheet; reading goes by their headings. */
export const accountColumns: readonly SheetColumn[] = [
  { field: 'id', header: '编号', width: 38, text: ({ id }) => id },
  { field: 'platform', header: '平台', width: 12, required: true, text: ({ platform }) => platforms[platform].zh },
  { field: 'name', header: '账号名称', width: 24, required: true, text: ({ name }) => name },
  { field: 'platformId', header: '平台账号', width: 20, text: ({ platformId }) => platformId ?? '' },
  { field: 'department', header: '部门', width: 16, required: true, text: ({ department }) => department },
  { field: 'owner', header: '责任人', width: 12, required: true, text: ({ owner }) => owner },
  { field: 'standIn', header: '备岗人', width: 12, text: ({ standIn }) => standIn ?? '' },
  { field: 'core', header: '是否核心', width: 10, required: true, text: ({ core }) => (core ? yesNo.yes : yesNo.no) },
  { field: 'verifiedSubject', header: '认证主体', width: 28, text: ({ verifiedSubject }) => verifiedSubject ?? '' },
  { field: 'verificationExpiresOn', header: '认证到期日', width: 13, text: (row) => row.verificationExpiresOn ?? '' },
  { field: 'recoveryPhone', header: '找回手机', width: 15, text: ({ recoveryPhone }) => recoveryPhone ?? '' },
  { field: 'recoveryMail', header: '找回邮箱', width: 24, text: ({ recoveryMail }) => recoveryMail ?? '' },
  {
    field: 'factors',
    header: '已开启的验证方式',
    width: 30,
    text: ({ factors }) => factors.map((factor) => factorNames[factor].zh).join(between),
  },
  { field: 'state', header: '状态', width: 9, text: ({ state }) => stateNames[state] },
]

export const splitFactors = (text: string): string[] =>
  text
    .split(/[、，,;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** The key whose name or own text a cell gives. */
export const keyNamed = <Key extends string>(names: Readonly<Record<Key, string>>, text: string): Key | undefined =>
  (Object.keys(names) as Key[]).find((key) => text === names[key] || text === key)

/** How people are named in a sheet: by name, or by sign-in name where two have the same name. */
export const namesOf = (people: readonly { id: string; name: string; loginName: string }[]) => {
  const counts = new Map<string, number>()
  for (const { name } of people) counts.set(name, (counts.get(name) ?? 0) + 1)
  return new Map(people.map(({ id, name, loginName }) => [id, counts.get(name) === 1 ? name : loginName]))
}
