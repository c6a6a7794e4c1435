/** What a document may cost. A document beyond any of these is refused with a sentence, never read in part. */
export type DocumentLimits = {
  /** Bytes of the file. */
  fileBytes: number
  /** Bytes that may be unpacked out of a DOCX or XLSX, all parts together. */
  unpackedBytes: number
  /** Files in the archive of a DOCX or XLSX. */
  archiveEntries: number
  /** UTF-16 units of all texts together. */
  textUnits: number
  pages: number
  /** Cells of all sheets together, and different strings. */
  cells: number
  /** Elements inside each other. */
  depth: number
  /** Megabytes of JavaScript memory of the thread that reads. */
  memoryMegabytes: number
  milliseconds: number
}

export const documentLimits: DocumentLimits = {
  fileBytes: 20_000_000,
  unpackedBytes: 200_000_000,
  archiveEntries: 10_000,
  textUnits: 20_000_000,
  pages: 2_000,
  cells: 1_000_000,
  depth: 1_000,
  memoryMegabytes: 1_024,
  milliseconds: 60_000,
}
