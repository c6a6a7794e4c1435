import { cp } from 'node:fs/promises'
import { preparedOnce } from './prepared-once.ts'
import { startServerProcess } from './server-process.ts'

/**
 * Puts the demo company into an empty data directory. Its month is lived through once in a run of all tests, and everybody
 * takes a copy. Without a folder of the run nothing is done, and the server lets the company live as it starts.
 */
export const prepareDemoData = async (dataDirectory: string): Promise<void> => {
  const made = await preparedOnce('demo', async (directory) => {
    const server = await startServerProcess({ dataDirectory: directory, args: ['--demo'] })
    await server.stop()
  })
  if (made !== undefined) await cp(made, dataDirectory, { recursive: true })
}
