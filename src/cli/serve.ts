import pc from 'picocolors'
import { readConfig } from '../kernel/config.ts'
import { startServer } from '../server.ts'
import { socketPath } from './socket-path.ts'

const usage = 'weidun serve [--demo]\n'

/**
 * Starts the server and runs until it is told to stop (SIGINT, SIGTERM): it then takes no new calls, finishes those in
 * hand and closes the database.
 * @returns exit code
 */
export const serve = async (args: readonly string[]): Promise<number> => {
  const demo = args.includes('--demo')
  if (args.some((arg) => arg !== '--demo')) {
    process.stderr.write(usage)
    return 2
  }
  const config = readConfig(process.env)
  if (demo && !['127.0.0.1', 'localhost', '::1'].includes(config.host)) {
    process.stderr.write('演示只在本机提供，请去掉 HOST。The demo is for this machine alone: unset HOST.\n')
    return 2
  }
  const server = await startServer(config, { demo, socket: socketPath(config.dataDirectory) })

  const lines = [
    '',
    `${pc.bold('微盾 Weidun')}  ${pc.cyan(server.url.origin)}`,
    `数据 data  ${server.databaseName}`,
    ...server.announcements,
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)

  const signal = await new Promise<string>((resolve) => {
    process.once('SIGINT', () => resolve('SIGINT'))
    process.once('SIGTERM', () => resolve('SIGTERM'))
  })
  process.stdout.write(`${signal}: 正在停止 stopping\n`)
  await server.stop()
  return 0
}
