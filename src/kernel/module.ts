import type { Control } from './control/control.ts'
import type { Document } from './document.ts'
import type { Front } from './front.ts'
import type { Job } from './jobs/job.ts'
import type { Operation } from './operation.ts'
import type { PersonalData } from './personal-data.ts'
import type { KeepRightUse } from './right-use.ts'
import type { SealedColumn } from './secrets/rotation.ts'
import type { Sentence } from './sentence.ts'

/** A feature: what it contributes to the program. Its face constructs nothing. */
export type Module<Operations extends readonly Operation[] = readonly Operation[]> = {
  readonly name: string
  readonly title: Sentence
  /** Every permission that the module's operations name, with what it lets a person do. */
  readonly permissions: Readonly<Record<string, Sentence>>
  /** Every event type that the module records, as the ledger shows it. */
  readonly events: Readonly<Record<string, Sentence>>
  /** Event types of other modules that its operations record through ports, in one transaction with their own. */
  readonly recordsOfOthers: readonly string[]
  readonly operations: Operations
  readonly jobs: readonly Job[]
  readonly controls: readonly Control[]
  /** What a browser fetches by GET and keeps. */
  readonly documents: readonly Document[]
  /** Ways in for protocols of others. */
  readonly fronts: readonly Front[]
  /** Columns that hold envelopes; a rotation of keys moves them. */
  readonly sealed: readonly SealedColumn[]
  /** What it holds about people outside: shown, corrected and erased for one of them. */
  readonly personalData: readonly PersonalData[]
  /** What the module needs from others; handed in by the composition root. */
  readonly ports: unknown
  /** For the module that keeps when somebody last used a right. */
  readonly keepRightUse: KeepRightUse | undefined
}

type Optional = 'recordsOfOthers' | 'jobs' | 'controls' | 'documents' | 'fronts' | 'sealed' | 'personalData' | 'ports' | 'keepRightUse'

type ModuleText<Operations extends readonly Operation[]> = Omit<Module<Operations>, Optional> & {
  recordsOfOthers?: readonly string[]
  jobs?: readonly Job[]
  controls?: readonly Control[]
  documents?: readonly Document[]
  fronts?: readonly Front[]
  sealed?: readonly SealedColumn[]
  personalData?: readonly PersonalData[]
  ports?: unknown
  keepRightUse?: KeepRightUse
}

/** Declares a module. */
export const defineModule = <const Operations extends readonly Operation[]>(
  text: ModuleText<Operations>,
): Module<Operations> => ({
  recordsOfOthers: [],
  jobs: [],
  controls: [],
  documents: [],
  fronts: [],
  sealed: [],
  personalData: [],
  ports: {},
  keepRightUse: undefined,
  ...text,
})

/** The operations of a list of modules, by name: the type that the typed client is made of. */
export type OperationsIn<Modules extends readonly Module[]> = Modules[number]['operations'][number]
