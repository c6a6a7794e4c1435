import type { Sentence } from '../../kernel/sentence.ts'
import type { WecomDone } from './call.ts'
import type { WecomMember } from './contacts.ts'
import type { WecomFailure } from './failure.ts'
import type { WecomConnector } from './wecom-from.ts'

type Answer<Value> =
  | { kind: 'done'; value: Value }
  | { kind: 'later'; afterSeconds: number }
  | { kind: 'refused'; sentence: Sentence }

type Member = {
  subject: string
  name: string
  departmentRef: string | null
  state: WecomMember['state'] | 'gone' | 'unseen'
}

const answerOf = <Value, Wanted>(said: WecomDone<Value> | WecomFailure, wanted: (value: Value) => Wanted): Answer<Wanted> => {
  if (said.kind === 'done') return { kind: 'done', value: wanted(said.value) }
  return said.kind === 'try-later' ? { kind: 'later', afterSeconds: said.afterSeconds } : { kind: 'refused', sentence: said.sentence }
}

const memberFrom = ({ userId, name, mainDepartmentId, state }: WecomMember): Member => ({
  subject: userId,
  name,
  departmentRef: mainDepartmentId === null ? null : String(mainDepartmentId),
  state,
})

/** The contact book in the words of a directory, as far as the app may see it. */
export const wecomContactBook = ({ contacts }: Pick<WecomConnector, 'contacts'>) => ({
  departments: async (signal: AbortSignal) =>
    answerOf(await contacts.departments(signal), (all) =>
      all.map(({ id, name, parentId }) => ({ ref: String(id), name, parentRef: parentId === null ? null : String(parentId) })),
    ),

  members: async (departmentRef: string, signal: AbortSignal) =>
    answerOf(await contacts.members(Number(departmentRef), signal), (all) => all.map(memberFrom)),

  /** WeCom tells one who was deleted (60111) from one outside the scope of the app (60011, 50002). */
  member: async (subject: string, signal: AbortSignal): Promise<Answer<Member>> => {
    const said = await contacts.member(subject, signal)
    if (said.kind !== 'refused' || (said.why !== 'member' && said.why !== 'right')) return answerOf(said, memberFrom)
    // An app without any right to the contact book is refused by 48002 and 301002, for whomever it asks.
    if (said.why === 'right' && said.code !== 60_011 && said.code !== 50_002) return { kind: 'refused', sentence: said.sentence }
    const state = said.code === 60_111 ? ('gone' as const) : ('unseen' as const)
    return { kind: 'done', value: { subject, name: '', departmentRef: null, state } }
  },
})

type News =
  | { kind: 'gone'; subject: string; why: 'gone' | 'left' | 'disabled' }
  | { kind: 'renamed'; subject: string; newSubject: string }

/** WeCom's callback in the words of a directory; undefined where none is configured. */
export const wecomDirectoryCallback = ({ callback }: Pick<WecomConnector, 'callback'>) =>
  callback === undefined
    ? undefined
    : {
        open: callback.open,
        encryptedIn: callback.encryptedIn,
        read: (text: string): { news: readonly News[]; key: string } => {
          const event = callback.readEvent(text)
          return { key: event.key, news: newsOf(event) }
        },
      }

const newsOf = (event: ReturnType<NonNullable<WecomConnector['callback']>['readEvent']>): readonly News[] => {
  if (event.kind === 'member-left') return [{ kind: 'gone', subject: event.userId, why: event.by }]
  if (event.kind !== 'member-changed') return []
  const { userId, newUserId, disabled } = event
  const subject = newUserId ?? userId
  return [
    ...(newUserId === null || newUserId === userId ? [] : [{ kind: 'renamed' as const, subject: userId, newSubject: newUserId }]),
    ...(disabled ? [{ kind: 'gone' as const, subject, why: 'disabled' as const }] : []),
  ]
}
