import type { FieldFinding } from '../../domain.ts'

/** Names a finding within one check: it has no id before the server stores it. */
export const findingKey = ({ field, rule, start, end }: FieldFinding): string => `${field}:${rule}:${start}-${end}`
