import { access, constants, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pc from 'picocolors'
import { readConfig } from '../kernel/config.ts'
import { keyServiceFrom } from '../platforms/key-service-from.ts'
import { outsideFrom, outsideNames } from '../platforms/outside.ts'
import { callServer, NoServerError } from './call-server.ts'

type Finding = { good: boolean; text: string }

/**
 * Looks over what the program stands on and says what to do about what is wrong.
 * @returns exit code: 0 when all is well, 1 otherwise
 */
export const doctor = async (): Promise<number> => {
  const config = readConfig(process.env)
  const findings: Finding[] = [
    runtime(),
    await dataDirectory(config.dataDirectory),
    await keyFile(config.dataDirectory),
    await built('dist/console/index.html', '控制台 console'),
    await built('dist/screening/packs.json', '规则包 rule packs'),
    outside(),
    await running(),
  ]
  for (const { good, text } of findings) process.stdout.write(`${good ? pc.green('✓') : pc.red('✗')} ${text}\n`)
  return findings.every(({ good }) => good) ? 0 : 1
}

const runtime = (): Finding => ({
  good: Number(process.versions.node.split('.')[0]) >= 24,
  text: `Node ${process.versions.node}`,
})

const dataDirectory = async (directory: string): Promise<Finding> => {
  const writable = async (path: string): Promise<boolean> =>
    access(path, constants.W_OK).then(() => true, () => path !== dirname(path) && writable(dirname(path)))
  const good = await writable(directory)
  return { good, text: good ? `数据目录 data directory ${directory}` : `数据目录不可写 cannot write to ${directory}` }
}

const keyFile = async (directory: string): Promise<Finding> => {
  const found = await stat(join(directory, 'keys', 'master.key')).catch(() => undefined)
  if (found === undefined) return { good: true, text: '主密钥尚未生成，首次启动时创建 master key: made at the first start' }
  const good = process.platform === 'win32' || (found.mode & 0o077) === 0
  return {
    good,
    text: good ? '主密钥仅本人可读 master key readable by its owner alone' : '主密钥权限过宽，请执行 chmod 600 master key is readable by others: chmod 600',
  }
}

const built = async (file: string, name: string): Promise<Finding> => {
  const found = await stat(new URL(`../../${file}`, import.meta.url)).catch(() => undefined)
  return { good: found !== undefined, text: found === undefined ? `${name} 尚未构建 not built: npm run build` : name }
}

/** Wrong settings stop the program as they do at its start. */
const outside = (): Finding => {
  const keyService = keyServiceFrom(process.env)?.source.keyId
  const keySource = keyService === undefined ? [] : [`密钥服务 key service: ${keyService}`]
  const names = [...keySource, ...outsideNames(outsideFrom(process.env))]
  return { good: true, text: names.length === 0 ? '未接外部系统 no outside systems' : `外部系统 outside systems: ${names.join(', ')}` }
}

const running = async (): Promise<Finding> => {
  try {
    const { status } = await callServer('score.view-score', {}, { asMachine: true })
    return { good: status < 500, text: `服务在运行 server is running (${status})` }
  } catch (error) {
    if (error instanceof NoServerError) return { good: true, text: '服务未运行 no server is running' }
    throw error
  }
}
