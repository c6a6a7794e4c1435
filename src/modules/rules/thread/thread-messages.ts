import type { Sentence } from '../../../kernel/sentence.ts'
import type { CheckedDocument, DocumentText } from '../../../screening/documents/index.ts'
import type { CheckOptions, CheckResult, CompiledPacks } from '../../../screening/types.ts'
import type { ChangeCounts, CompanyTerm, OwnRule, PackChange } from '../changes.ts'
import type { FileFault } from '../files/file-faults.ts'
import type { FileFormat } from '../files/reading.ts'
import type { CountedSet } from '../rule-set.ts'
import type { BuiltSet } from './build-set.ts'
import type { RuleFault } from './compile-fault.ts'
import type { Differences } from './differences.ts'
import type { DraftEdit } from './edit-changes.ts'
import type { SampleReport } from './samples.ts'
import type { ShippedRule } from './shipped-rules.ts'

/** A set by the digest of its content; without its bytes once the thread has them. */
export type SetMessage = { content: string; packed?: Uint8Array }

export type TextToCheck = { text: string; options: CheckOptions }

export type TermQuery = { search?: string; effect?: 'deny' | 'allow'; offset: number; limit: number }

/** What the thread can be asked about sets; each request names them first. */
export type SetRequests = {
  edit: { edit: DraftEdit }
  build: Record<never, never>
  document: { label: string }
  check: { texts: readonly TextToCheck[] }
  'check-document': { document: DocumentText; options: CheckOptions }
  samples: Record<never, never>
  terms: { query: TermQuery }
  contents: Record<never, never>
  /** From the first set to the second. */
  differences: Record<never, never>
  /** Beside the first set, which is what there is. */
  'read-file': { format: FileFormat; bytes: Uint8Array; mode: 'add' | 'replace' }
  'write-file': { format: FileFormat }
}

/** What the thread can be asked without a set. */
export type PlainRequests = {
  faults: { rules: readonly OwnRule[] }
  shipped: Record<never, never>
  'error-sheet': { faults: readonly FileFault[] }
}

export type ThreadAnswers = {
  edit: { outcome: 'edited'; set: CountedSet } | { outcome: 'absent' } | { outcome: 'too-many' }
  build: BuiltSet
  /** Gzip of what the browser loads. */
  document: Uint8Array
  check: readonly CheckResult[]
  'check-document': CheckedDocument
  samples: SampleReport & { faults: readonly RuleFault[] }
  terms: { total: number; items: readonly CompanyTerm[] }
  contents: { changes: readonly PackChange[]; rules: readonly OwnRule[]; counts: ChangeCounts }
  differences: Differences
  'read-file':
    | {
        outcome: 'read'
        counts: ChangeCounts
        differences: Differences
        faultCount: number
        faults: readonly FileFault[]
        /** What there would be after the import. */
        result: CountedSet
      }
    | { outcome: 'unreadable'; sentence: Sentence }
    | { outcome: 'too-many' }
  'write-file': Uint8Array
  faults: readonly RuleFault[]
  shipped: readonly ShippedRule[]
  'error-sheet': Uint8Array
}

export type SetKind = keyof SetRequests
export type PlainKind = keyof PlainRequests

export type ThreadMessage = { id: number; kind: SetKind | PlainKind; sets: readonly SetMessage[]; request: unknown }

export type ThreadReply =
  | { id: number; kind: 'answer'; answer: unknown }
  /** The thread has forgotten a set and needs its bytes. */
  | { id: number; kind: 'sets-needed' }
  | { id: number; kind: 'failed'; message: string }

export type ThreadData = { shipped: CompiledPacks }
