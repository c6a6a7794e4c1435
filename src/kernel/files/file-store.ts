/** A stored file: named by the SHA-256 of its bytes, with the type that its bytes show. */
export type StoredFile = { digest: string; mediaType: string; size: number }

/** Files by digest, in the same database and transaction as everything else (docs/adr/0004). */
export type FileStore = {
  /**
   * Stores bytes once.
   * @throws Problem `file.too-large` above 10 MiB, `file.type-not-allowed` when the bytes are none of the allowed types
   */
  put: (bytes: Uint8Array) => Promise<StoredFile>
  /** @throws Problem `record.not-found` */
  get: (digest: string) => Promise<StoredFile & { bytes: Uint8Array }>
}
