import { useSyncExternalStore } from 'react'

export const themeModes = ['light', 'dark', 'auto'] as const
export type ThemeMode = (typeof themeModes)[number]

const key = 'weidun.theme'
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

const isMode = (value: string | null): value is ThemeMode => themeModes.some((mode) => mode === value)

const chosenMode = (): ThemeMode => {
  const stored = localStorage.getItem(key)
  return isMode(stored) ? stored : 'auto'
}

const isDarkNow = (): boolean => (chosenMode() === 'auto' ? prefersDark.matches : chosenMode() === 'dark')

const apply = (): void => {
  document.documentElement.dataset['theme'] = isDarkNow() ? 'dark' : 'light'
  for (const listener of listeners) listener()
}

/** Puts the chosen theme on the page before anything is drawn, and follows the system when it is on auto. */
export const startTheme = (): void => {
  prefersDark.addEventListener('change', apply)
  apply()
}

export const chooseTheme = (mode: ThemeMode): void => {
  localStorage.setItem(key, mode)
  apply()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useThemeMode = (): ThemeMode => useSyncExternalStore(subscribe, chosenMode)
export const useIsDark = (): boolean => useSyncExternalStore(subscribe, isDarkNow)
