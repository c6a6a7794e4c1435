import type { CheckOptions, CheckResult, CompiledPacks } from '../../../screening/types.ts'
import type { OwnRule, RuleChanges } from '../changes.ts'
import type { FileFault } from '../files/file-faults.ts'
import type { ReadFile } from '../files/read-file.ts'
import type { FileFormat } from '../files/reading.ts'
import type { BuiltSet } from './build-set.ts'
import type { RuleFault } from './compile-fault.ts'
import type { SampleReport } from './samples.ts'
import type { ShippedRule } from './shipped-rules.ts'

/** Changes by their digest; without the changes themselves once the thread has them. */
export type SetMessage = { digest: string; changes?: RuleChanges }

export type TextToCheck = { text: string; options: CheckOptions }

/** What the thread can be asked for. */
export type ThreadRequests = {
  build: { set: SetMessage }
  document: { set: SetMessage; label: string }
  check: { set: SetMessage; texts: readonly TextToCheck[] }
  samples: { set: SetMessage }
  faults: { rules: readonly OwnRule[] }
  shipped: Record<never, never>
  'read-file': { format: FileFormat; bytes: Uint8Array }
  'write-file': { format: FileFormat; changes: RuleChanges }
  'error-sheet': { faults: readonly FileFault[] }
}

export type ThreadAnswers = {
  build: BuiltSet
  /** Gzip of what the browser loads. */
  document: Uint8Array
  check: readonly CheckResult[]
  samples: SampleReport & { faults: readonly RuleFault[] }
  faults: readonly RuleFault[]
  shipped: readonly ShippedRule[]
  'read-file': ReadFile
  'write-file': Uint8Array
  'error-sheet': Uint8Array
}

export type ThreadKind = keyof ThreadRequests

export type ThreadMessage = { [Kind in ThreadKind]: { id: number; kind: Kind; request: ThreadRequests[Kind] } }[ThreadKind]

export type ThreadReply =
  | { id: number; kind: 'answer'; answer: unknown }
  /** The thread has forgotten this set and needs its changes. */
  | { id: number; kind: 'set-needed' }
  | { id: number; kind: 'failed'; message: string }

export type ThreadData = { shipped: CompiledPacks }
