/** Every bound of an import. */
export const importLimits = {
  /** Bytes of a file: a million rows of five columns are 60 to 120 MB. */
  fileBytes: 256 * 1024 * 1024,
  /** Bytes of one part of an upload, and of one sealed slice. */
  partBytes: 4 * 1024 * 1024,
  sliceBytes: 1024 * 1024,
  /** Rows of one step of the check, and so of one chunk. */
  rowsOfStep: 1_000,
  /** Faults of which the sheet tells; the count goes on. */
  faultsKept: 10_000,
  /** Imports of one department that are open at once. */
  openOfDepartment: 10,
  /** After so long without a step, what nobody went on with is destroyed. */
  unusedMs: 24 * 3_600_000,
  /** After so long without a step, a job was lost. */
  stillMs: 60_000,
} as const
