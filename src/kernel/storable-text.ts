/**
 * Where a parsed input holds text that cannot be kept: PostgreSQL knows no U+0000, and canonical JSON (RFC 8785,
 * section 3.2.2.2) no lone surrogate. Takes what a schema let through, so its depth is bounded.
 * @returns the paths of those texts, as in `lines.0.name`
 */
export const unstorableTexts = (value: unknown, path: readonly string[] = []): readonly string[] => {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0') ? [] : [path.join('.')]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => unstorableTexts(inner, [...path, key]))
}
