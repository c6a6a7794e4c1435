import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { HolderTools, PersonalData } from '../../kernel/personal-data.ts'
import type { Secrets } from '../../kernel/secrets/secrets.ts'
import type { ContactKind } from './vocabulary.ts'

/** Who is meant, masked; null where there is no such value. */
export type SubjectMask = { state: 'active' | 'restricted' | 'erased'; name: string | null; mobile: string | null; email: string | null }

/** What came of a message; `perhaps` where the answer of the supplier was lost. */
export type Sent = 'sent' | 'perhaps' | 'refused'

/** What requests need from the rest of the program. */
export type RequestsPorts = {
  /** All that is held about people outside, of every module. */
  holders: () => readonly PersonalData[]
  /** A number or address as it is kept; null where it is none. */
  contactOf: (kind: ContactKind, typed: string) => string | null
  /** Customers with this number or address on file. */
  subjectsAt: (
    tools: { db: AnyDatabase; secrets: Pick<Secrets, 'blindIndex'> },
    contact: { kind: ContactKind; value: string },
  ) => Promise<readonly string[]>
  /** Who these customers are, masked; each is recorded as seen. */
  subjectMasks: (
    tools: Pick<HolderTools, 'db' | 'secrets' | 'record'>,
    ids: readonly string[],
    why: Readonly<Record<string, string>>,
  ) => Promise<ReadonlyMap<string, SubjectMask>>
  /** Who answers, as people outside know it; null before set-up. */
  company: (db: AnyDatabase) => Promise<string | null>
  /** Names of colleagues; unknown ids are absent from the answer. */
  people: (db: AnyDatabase, ids: readonly string[]) => Promise<ReadonlyMap<string, { name: string }>>
  /** Sends a code to a mobile number; rejects where trying again helps. Without it, numbers prove nothing. */
  sendSms?: (message: { phone: string; code: string; id: string }) => Promise<void>
  /** Sends a mail; rejects where trying again helps. Without it, addresses prove nothing. */
  sendMail?: (mail: { to: string; subject: string; text: string; id: string }) => Promise<Sent>
  /** Tells a mobile number how a request stands; rejects where trying again helps. Without it, colleagues tell it. */
  sendNews?: (message: { phone: string; number: string; news: string; id: string }) => Promise<Sent>
  /** Where the public page is. */
  site: () => URL
}
