import { useSyncExternalStore } from 'react'

const watch = (query: string): (() => boolean) => {
  const list = window.matchMedia(query)
  const subscribe = (listener: () => void): (() => void) => {
    list.addEventListener('change', listener)
    return () => list.removeEventListener('change', listener)
  }
  return () => useSyncExternalStore(subscribe, () => list.matches)
}

/** Too narrow for a table: a phone held upright. */
export const useIsPhone = watch('(max-width: 767px)')
/** Too narrow for the menu beside the content. */
export const useIsNarrow = watch('(max-width: 991px)')
