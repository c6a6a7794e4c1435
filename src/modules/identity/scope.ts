import type { Context } from '../../kernel/context.ts'
import { controlsOf } from '../../kernel/control/control.ts'
import { jobsOf } from '../../kernel/jobs/job.ts'
import { operationsOf } from '../../kernel/operation.ts'
import type { Sentence } from '../../kernel/sentence.ts'
import type { DirectoryCallback } from './directory/callback.ts'
import type { ContactBook } from './directory/contact-book.ts'
import type { KeyOperation } from './api-keys/grantable.ts'
import type { OutsideWay } from './outside-sign-in/way.ts'
import type { IdentityTables } from './tables.ts'
import type { IdentityEvent, IdentityPermission } from './vocabulary.ts'
import type { ScimEvent } from './scim/people/events.ts'

/** What identity needs from the rest of the program. */
export type IdentityPorts = {
  /** Whether this installation shows the fictional company. */
  demo: boolean
  /** Where the console is; passkeys are bound to it. */
  site: () => URL
  /** Sends a code to a mobile number; absent where no supplier is configured. Rejects when it should be tried again. */
  sendSms?: (message: { phone: string; code: string; id: string }) => Promise<void>
  /** Tells the security administrators outside the console; absent where nothing is configured. Rejects to be tried again. */
  alarm?: (alarm: { id: string; title: string; text: string; link: string }) => Promise<void>
  /** Tells one person of a sign-in outside the console; absent where nothing is configured. Rejects to be tried again. */
  warn?: (warning: {
    id: string
    phone: string | null
    wecomUserId: string | null
    time: string
    place: string
    title: string
    text: string
    link: URL
  }) => Promise<void>
  /** Ways to sign in through others; none where nothing is configured. */
  outsideSignIns?: readonly OutsideWay[]
  /** The directory that the company keeps its staff in; absent where none is configured. */
  contactBook?: ContactBook
  /** Reads what the directory calls back with; absent where no callback is configured. */
  directoryCallback?: DirectoryCallback
  /** Every operation of every module, for what keys may be given. */
  operations: () => readonly KeyOperation[]
  /** Every permission of every module, for the matrix on screen. */
  knownPermissions: () => readonly { id: string; module: string; sentence: Sentence }[]
  /** Lets somebody leave at once, in the same transaction, because a directory outside says so. @throws Problem as leaving does */
  leave: (ctx: Context<IdentityTables, ScimEvent>, personId: string) => Promise<void>
}

export type Scope = {
  tables: IdentityTables
  event: IdentityEvent
  permission: IdentityPermission
  ports: IdentityPorts
}

export type IdentityContext = Context<IdentityTables, IdentityEvent, IdentityPorts>

export const defineOperation = operationsOf<Scope>()
export const defineJob = jobsOf<Scope>()
export const defineControl = controlsOf<IdentityTables>()
