import { defineGate, type Gate } from '../../../../kernel/gate.ts'
import { mayLeaveAtOnce } from '../../directory/brake.ts'
import { headPost } from '../../posts/posts-gate.ts'

export type ScimChangeFacts = {
  /** Posts of the person, those for some hours included. */
  posts: readonly string[]
  privileged: ReadonlySet<string>
  /** Whether the person is the appointed head of a department. */
  heads: boolean
}

/**
 * Whether a directory may change how somebody is called or where they belong. Not where rights hang on it: whoever has
 * the key of the directory must not be able to give an administrator's name to somebody else, or move a head to where
 * they may approve more.
 */
export const scimChangeGate: Gate<ScimChangeFacts> = defineGate<ScimChangeFacts>([
  {
    code: 'scim.privileged-person',
    otherwise: 'deny',
    sentence: {
      zh: '此人担任重要岗位或部门负责人，姓名、登录名和部门只能由安全管理员在“人员与岗位”中修改。',
      en: 'This person holds a privileged post or heads a department; only an administrator changes name, login name and department.',
    },
    holds: ({ posts, privileged, heads }) =>
      !heads && !posts.some((post) => post === headPost || privileged.has(post)),
  },
])

export type ScimLeavingFacts = {
  /** People whom the directory let go within the last 24 hours. */
  gone: number
  /** People who are invited or active. */
  people: number
}

/** Whether a directory may let one more person go: a stolen key or a wrong filter must not empty the company. */
export const scimLeavingGate: Gate<ScimLeavingFacts> = defineGate<ScimLeavingFacts>([
  {
    code: 'scim.too-many-leavings',
    otherwise: 'deny',
    sentence: {
      zh: '通讯录在 24 小时内已办理 {gone} 人离职，达到上限，已暂停。请核对通讯录；确需办理的，请人事在“离职”中办理。',
      en: 'The directory let {gone} people go within a day, which is the most. Check the directory; HR carries out those that are right.',
    },
    holds: ({ gone, people }) => gone < mayLeaveAtOnce(people + gone),
    params: ({ gone }) => ({ gone }),
  },
])
