import type { AnyDatabase } from './database/any-database.ts'

/** Bytes as they go over the wire, named by what they are made of. */
export type DocumentBytes = { digest: string; mediaType: string; gzip: Uint8Array }

/**
 * Something large that a signed-in browser fetches by GET, keeps, and asks about by its digest: what an operation,
 * being a POST, cannot offer. It says nothing about anybody.
 */
export type Document = {
  /** Below /api/v1. */
  readonly path: string
  readonly permission: string
  readonly read: (db: AnyDatabase, ports: unknown) => Promise<DocumentBytes>
}
