import { join } from 'node:path'

/** A Unix socket's path may have at most 107 bytes. */
const longestPath = 107

/**
 * Where the running server listens for commands on the same machine. Whoever may open the data directory may use it.
 * @returns undefined on Windows, and where the data directory's path is too long for a socket
 */
export const socketPath = (dataDirectory: string): string | undefined => {
  const path = join(dataDirectory, 'weidun.sock')
  return process.platform === 'win32' || Buffer.byteLength(path) > longestPath ? undefined : path
}
