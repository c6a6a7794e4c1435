/** What somebody posts to the callback, before it is known whether the directory did. */
export type SealedCallback = {
  signature: string
  /** Seconds since 1970, as it stands in the address. */
  timestamp: string
  nonce: string
  encrypted: string
}

/** What a directory tells of one member. */
export type DirectoryNews =
  | { kind: 'gone'; subject: string; why: 'gone' | 'left' | 'disabled' }
  | { kind: 'renamed'; subject: string; newSubject: string }

/** Opens what was posted: who sent it, how old it is, for which company. */
export type DirectoryCallback = {
  open: (sealed: SealedCallback, now: Date) => { kind: 'opened'; text: string } | { kind: 'refused'; why: string }
  /** The sealed part of a body; '' when there is none. */
  encryptedIn: (body: string) => string
  /** None of what is of no concern here, a customer's for example. `key` is the same when the directory repeats itself. */
  read: (text: string) => { news: readonly DirectoryNews[]; key: string }
}
