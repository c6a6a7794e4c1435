/** Where to go after a sign-in: only an address of this console, never another site's; home otherwise. */
export const safeNext = (value: unknown): string => {
  if (typeof value !== 'string' || !value.startsWith('/') || value.startsWith('/sign-in')) return '/'
  const base = 'https://console.invalid'
  // Read as a browser reads it, because `//host`, `/\\host` and `/<tab>/host` all lead elsewhere.
  return URL.canParse(value, base) && new URL(value, base).origin === base ? value : '/'
}
