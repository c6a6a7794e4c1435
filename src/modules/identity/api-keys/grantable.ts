import type { Actor } from '../../../kernel/actor.ts'
import type { Sentence } from '../../../kernel/sentence.ts'

/** An operation of the program, as far as keys are concerned. */
export type KeyOperation = { name: string; summary: Sentence; permission: string; byKey: boolean }

/**
 * The operations that somebody may give to a key: those that are for programs, and that their own posts may call.
 * A key can so never do what its giver could not.
 */
export const grantableBy = (actor: Actor, operations: readonly KeyOperation[]): readonly KeyOperation[] =>
  actor.kind === 'person'
    ? operations.filter(({ byKey, permission }) => byKey && actor.permissions.has(permission))
    : []
