import { call } from '../../../api.ts'
import { provenCall } from '../../../query.ts'
import { base64Of } from '../../../ui/download.ts'

/** Bytes of a file that may be imported. */
export const mostBytes = 256 * 1024 * 1024
const partBytes = 2 * 1024 * 1024

/**
 * Sends a file part by part from where the server has it, and has its columns read.
 * @param onProgress told how many bytes have arrived
 */
export const uploadParts = async (id: string, file: File, from: number, onProgress: (received: number) => void): Promise<void> => {
  for (let offset = from; offset < file.size; ) {
    const base64 = await base64Of(file.slice(offset, offset + partBytes))
    offset = (await provenCall(() => call('vault.store-import-part', { id, offset, base64 }))).received
    onProgress(offset)
  }
  await provenCall(() => call('vault.close-import-upload', { id }))
}
