import type { FieldFinding } from '../../domain.ts'

/** Findings about something that is missing stand at no place of their own: there is nothing to mark. */
export const hasPlace = ({ category, start, end }: Pick<FieldFinding, 'category' | 'start' | 'end'>): boolean =>
  category !== 'missing_ad_mark' && end > start

/** Names a finding within one check: it has no id before the server stores it. */
export const findingKey = ({ field, rule, start, end }: FieldFinding): string => `${field}:${rule}:${start}-${end}`
