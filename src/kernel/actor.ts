/** Who acts. Every operation and every ledger entry has exactly one. */
export type Actor =
  | {
      kind: 'person'
      id: string
      name: string
      departmentId: string
      posts: readonly string[]
      permissions: ReadonlySet<string>
      sessionId: string
    }
  | { kind: 'job'; id: string }
  | { kind: 'machine'; id: string; permissions: ReadonlySet<string> }
  | {
      kind: 'api-key'
      id: string
      name: string
      /** The operations that it was given, by name; it may call no other, whatever its permissions. */
      operations: ReadonlySet<string>
      permissions: ReadonlySet<string>
      callsPerMinute: number
    }
  | { kind: 'anonymous' }

/** Where an act came from. Kept with the ledger entry; never logged elsewhere. */
export type Origin = { ip?: string; device?: string; request: string }

/** Two rights that need no post: `anyone` may sign in, whoever is `signed-in` may see their own desk. */
export type OpenPermission = 'anyone' | 'signed-in'

/** Whether this actor may do what the permission names. Deny by default. */
export const mayDo = (actor: Actor, permission: string): boolean => {
  if (permission === 'anyone') return true
  switch (actor.kind) {
    case 'person':
      return permission === 'signed-in' || actor.permissions.has(permission)
    case 'machine':
    case 'api-key':
      return actor.permissions.has(permission)
    case 'job':
    case 'anonymous':
      return false
  }
}

/** Whether this actor may call the operation. An API key must have been given it by name, besides the permission. */
export const mayCall = (actor: Actor, { name, permission }: { name: string; permission: string }): boolean =>
  (actor.kind !== 'api-key' || actor.operations.has(name)) && mayDo(actor, permission)
