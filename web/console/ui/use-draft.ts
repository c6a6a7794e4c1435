import { useCallback, useState } from 'react'

const prefix = 'weidun.draft.'

const read = <Draft>(key: string): Draft | null => {
  const text = sessionStorage.getItem(prefix + key)
  // Written by `keep` below under the same key, and gone when the tab is closed.
  return text === null ? null : (JSON.parse(text) as Draft)
}

/**
 * What a person typed and has not saved: kept in this tab, so that a sign-in in between or a reload loses nothing.
 * The key must name the form and the thing, for example `material.new`.
 */
export const useDraft = <Draft>(key: string) => {
  const [found] = useState(() => read<Draft>(key))
  const keep = useCallback((draft: Draft) => sessionStorage.setItem(prefix + key, JSON.stringify(draft)), [key])
  const drop = useCallback(() => sessionStorage.removeItem(prefix + key), [key])
  return { found, keep, drop }
}
