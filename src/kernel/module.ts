import type { Control } from './control/control.ts'
import type { Document } from './document.ts'
import type { Job } from './jobs/job.ts'
import type { Operation } from './operation.ts'
import type { Sentence } from './sentence.ts'

/** A feature: what it contributes to the program. Its face constructs nothing. */
export type Module<Operations extends readonly Operation[] = readonly Operation[]> = {
  readonly name: string
  readonly title: Sentence
  /** Every permission that the module's operations name, with what it lets a person do. */
  readonly permissions: Readonly<Record<string, Sentence>>
  /** Every event type that the module records, as the ledger shows it. */
  readonly events: Readonly<Record<string, Sentence>>
  readonly operations: Operations
  readonly jobs: readonly Job[]
  readonly controls: readonly Control[]
  /** What a browser fetches by GET and keeps. */
  readonly documents: readonly Document[]
  /** What the module needs from others; handed in by the composition root. */
  readonly ports: unknown
}

type Optional = 'jobs' | 'controls' | 'documents' | 'ports'

type ModuleText<Operations extends readonly Operation[]> = Omit<Module<Operations>, Optional> & {
  jobs?: readonly Job[]
  controls?: readonly Control[]
  documents?: readonly Document[]
  ports?: unknown
}

/** Declares a module. */
export const defineModule = <const Operations extends readonly Operation[]>(
  text: ModuleText<Operations>,
): Module<Operations> => ({ jobs: [], controls: [], documents: [], ports: {}, ...text })

/** The operations of a list of modules, by name: the type that the typed client is made of. */
export type OperationsIn<Modules extends readonly Module[]> = Modules[number]['operations'][number]
