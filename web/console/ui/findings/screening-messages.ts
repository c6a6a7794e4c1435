import type { FieldFinding, MaterialFields } from '../../domain.ts'

export type ScreeningRequest = Pick<MaterialFields, 'title' | 'copy' | 'channel' | 'industry' | 'advertising'>

export type ScreeningAnswer =
  | { kind: 'ready'; industries: string[] }
  | { kind: 'failed' }
  | { kind: 'checked'; title: string; copy: string; findings: FieldFinding[] }
