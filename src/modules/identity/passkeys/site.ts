/** Where the console is: what a passkey is bound to (WebAuthn Level 3, section 5.1.2, relying party identifier). */
export type Site = {
  /** Host name without a port. */
  id: string
  /** Scheme, host and port as the browser names them. */
  origin: string
}

export const siteOf = (url: URL): Site => ({ id: url.hostname, origin: url.origin })
