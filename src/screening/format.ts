/** Raised when the shape of the compiled packs changes: a file of another format is compiled anew. */
export const PACK_FORMAT = 16
