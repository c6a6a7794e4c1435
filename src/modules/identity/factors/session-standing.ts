import type { Assurance, Lack } from '../../../kernel/actor.ts'
import { permissionsOf, type PermissionMatrix } from '../posts/permission-matrix.ts'
import { isAtLeast } from './factor.ts'

/** What the company demands of sign-ins; settings. */
export type FactorDemands = {
  /** Everybody needs a second factor before anything else. */
  secondFactor: boolean
  /** Privileged posts and core accounts are usable after a sign-in with a passkey alone. */
  passkey: boolean
}

export type SessionFacts = {
  demands: FactorDemands
  assurance: Assurance
  hasSecondFactor: boolean
  passwordExpired: boolean
  posts: readonly string[]
}

export type Standing = {
  lacks: Lack | null
  permissions: ReadonlySet<string>
  withheld: ReadonlySet<string>
  onCoreAccounts: boolean
}

/**
 * What a session may do (ACC-3): nothing but to obtain what it lacks; without a passkey nothing that belongs to a
 * privileged post alone; on core accounts nothing without a key that cannot leave its device and is of a known model.
 */
export const standingOf = (matrix: PermissionMatrix, facts: SessionFacts): Standing => {
  const { demands, assurance, posts } = facts
  const held = permissionsOf(matrix, posts)
  const strong = !demands.passkey || isAtLeast(assurance, 'passkey')
  const privileged = new Set(matrix.posts.flatMap(({ id, privileged: isPrivileged }) => (isPrivileged ? [id] : [])))
  const permissions = strong ? held : permissionsOf(matrix, posts.filter((post) => !privileged.has(post)))
  return {
    lacks: lackOf(facts),
    permissions,
    withheld: new Set([...held].filter((permission) => !permissions.has(permission))),
    onCoreAccounts: !demands.passkey || assurance === 'security-key',
  }
}

/** The factor comes first: who has a stolen password must not be the one to choose the next. */
const lackOf = ({ demands, assurance, hasSecondFactor, passwordExpired }: SessionFacts): Lack | null => {
  if (demands.secondFactor && (!hasSecondFactor || assurance === 'password')) return 'second-factor'
  return passwordExpired ? 'new-password' : null
}
