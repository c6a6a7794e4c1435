/**
 * What a session has proven, weakest first (cf. NIST SP 800-63B, section 2): a password alone; something besides that
 * can be passed on to a cheat (a code by SMS, of an app, of a list); a WebAuthn credential with user verification; one
 * that cannot leave its device and whose model is on the list.
 */
export const assurances = ['password', 'sms', 'recovery-code', 'totp', 'passkey', 'security-key'] as const
export type Assurance = (typeof assurances)[number]

/** What a session still lacks before it may do more than to obtain it. */
export type Lack = 'second-factor' | 'new-password'

/** Who acts. Every operation and every ledger entry has exactly one. */
export type Actor =
  | {
      kind: 'person'
      id: string
      name: string
      departmentId: string
      posts: readonly string[]
      permissions: ReadonlySet<string>
      /** Permissions of the person's posts that this session may not use before a sign-in with a passkey. */
      withheld: ReadonlySet<string>
      sessionId: string
      assurance: Assurance
      /** When a factor was last proven in this session. */
      provenAt: Date
      lacks: Lack | null
      /** Whether the session may act on core accounts. */
      onCoreAccounts: boolean
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
export type Origin = {
  ip?: string
  device?: string
  request: string
  /** Marks the browser that calls; a secret between it and us, kept nowhere but as a digest. */
  deviceToken?: string
}

/**
 * Rights that need no post: `anyone` may sign in; whoever has `any-session`, though it lacks a factor or a new
 * password, may obtain it; whoever is `signed-in` may see their own desk. `front` has nobody but a front of the module
 * whose protocol proves by a signature who calls (front.ts); the operation checks the signature.
 */
const openPermissions = ['anyone', 'any-session', 'signed-in', 'front'] as const
export type OpenPermission = (typeof openPermissions)[number]

/** Whether it is one of the rights that need no post. */
export const isOpenPermission = (permission: string): permission is OpenPermission =>
  openPermissions.some((open) => open === permission)

/** Whether this actor may do what the permission names. Deny by default. */
export const mayDo = (actor: Actor, permission: string): boolean => {
  if (permission === 'anyone') return true
  switch (actor.kind) {
    case 'person':
      if (permission === 'any-session') return true
      return actor.lacks === null && (permission === 'signed-in' || actor.permissions.has(permission))
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

/** How long a factor counts as freshly proven: five minutes. */
const freshMs = 5 * 60_000

/** Whether a factor was proven in this session within the last five minutes. Others than people prove nothing again. */
export const isFresh = (actor: Actor, now: Date): boolean =>
  actor.kind !== 'person' || now.getTime() - actor.provenAt.getTime() <= freshMs

/**
 * Stands for the session of a person who acts without one: the company of the demonstration, the machine's own command
 * line, tests. It lacks nothing.
 */
export const withoutSession = {
  sessionId: '00000000-0000-0000-0000-000000000000',
  assurance: 'security-key',
  provenAt: new Date(8_640_000_000_000_000),
  lacks: null,
  withheld: new Set<string>(),
  onCoreAccounts: true,
} as const
