import type { Actor } from '../../kernel/actor.ts'
import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { Secrets } from '../../kernel/secrets/secrets.ts'

/** What outreach needs to know of somebody outside. */
export type RecipientBrief = {
  under14: boolean
  /** Whether their data may only be stored (个人信息保护法第四十七条第二款). */
  restricted: boolean
}

export const contactKinds = ['name', 'mobile', 'email'] as const
export type Contact = { kind: (typeof contactKinds)[number]; value: string }

/** Where people outside come from, as the module that keeps them names it. */
export const customerSources = ['form', 'store', 'phone', 'online-shop', 'wecom', 'event', 'partner', 'other'] as const

export type CustomerFilter = {
  sources: readonly (typeof customerSources)[number][]
  departmentIds: readonly string[]
  registeredFrom: Date | null
  registeredBefore: Date | null
}

/** What a port may use that writes in the transaction of the caller. */
export type PortTools = {
  db: AnyDatabase
  now: Date
  secrets: Secrets
  actor: Actor
  origin: { request: string }
  record: (event: { type: 'customer.registered' | 'customer.listed'; subject: { kind: string; id: string }; detail: Record<string, string | number | string[]> }) => void
}

/** What outreach needs from the rest of the program. */
export type OutreachPorts = {
  /** Where links of the program begin. */
  site: () => URL
  /** People outside, by id; unknown ones are absent from the answer. */
  recipients: (db: AnyDatabase, ids: readonly string[]) => Promise<ReadonlyMap<string, RecipientBrief>>
  /** To whom of these people nothing is ever sent; nobody is told why. */
  unsendable: (tools: { db: AnyDatabase; secrets: Secrets }, ids: readonly string[]) => Promise<ReadonlySet<string>>
  /** The latest text of a material and whether it may go out; undefined where there is none. */
  copy: (db: AnyDatabase, materialId: string) => Promise<{ approved: boolean; text: string } | undefined>
  /** Who sends, as people outside know it; null before set-up. */
  company: (db: AnyDatabase) => Promise<string | null>
  /** Names of colleagues; unknown ids are absent from the answer. */
  people: (db: AnyDatabase, ids: readonly string[]) => Promise<ReadonlyMap<string, { name: string }>>
  departments: (db: AnyDatabase) => Promise<readonly { id: string; name: string }[]>
  /**
   * Contact data as they are kept.
   * @throws Problem naming the kind that does not fit, never the value
   */
  checkedContacts: (typed: readonly Contact[]) => readonly Contact[]
  /** The person of this number or address, or a new one; what is on record of somebody who is known stays as it is. */
  keepContact: (
    tools: PortTools,
    contact: { contacts: readonly Contact[]; departmentId: string; form: string; under14: boolean; guardian: boolean },
  ) => Promise<string>
  /** People by mobile number; unknown numbers are absent from the answer. */
  byMobile: (tools: Pick<PortTools, 'db' | 'secrets'>, mobiles: readonly string[]) => Promise<readonly { mobile: string; id: string }[]>
  /** Ids that a filter lets through, in their order, after one of them; of these alone where they are named. */
  customersAfter: (
    db: AnyDatabase,
    filter: CustomerFilter,
    page: { after: string | null; limit: number; among?: readonly string[] },
  ) => Promise<readonly string[]>
  /** Masked, those whom the caller may see; the others are absent from the answer. */
  maskedCustomers: (tools: PortTools, ids: readonly string[]) => Promise<ReadonlyMap<string, { name: string | null; mobile: string | null }>>
  /** Sends a code to a mobile number; absent where text messages are not set up. */
  sendCode?: (message: { phone: string; code: string; id: string }) => Promise<void>
}
