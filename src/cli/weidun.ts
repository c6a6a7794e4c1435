import { OperatorError } from '../kernel/operator-error.ts'

/** A command of the program itself. Everything else is the name of an operation. */
type Command = { takes: string; zh: string; en: string; run: (args: readonly string[]) => Promise<number> }

// Each command is loaded when it is asked for: `weidun check` must not wait for the server's parts.
const commands: Readonly<Record<string, Command>> = {
  serve: {
    takes: '[--demo]',
    zh: '启动服务；--demo 启动一家虚构公司的演示',
    en: 'start the server; --demo starts it with a fictional company',
    run: async (args) => (await import('./serve.ts')).serve(args),
  },
  check: {
    takes: '[--format text|jsonl] [--mask] [FILE...]',
    zh: '检查文案，无需启动服务',
    en: 'check copy; needs no server',
    run: async (args) => (await import('./check.ts')).runCheck([...args]),
  },
  mcp: {
    takes: '',
    zh: '供写作助手检查文案（MCP，标准输入输出），无需启动服务',
    en: 'check copy for writing assistants (MCP over stdio); needs no server',
    run: async () => (await import('./mcp.ts')).runMcp(),
  },
  'import-customers': {
    takes: 'FILE --source KIND --source-detail TEXT --basis KIND --evidence TEXT --evidence-at TIME | --resume ID [FILE]',
    zh: '导入客户文件（Excel、CSV、JSON），显示进度，中断后可继续',
    en: 'import customers from a file (Excel, CSV, JSON), with progress; can be resumed',
    run: async (args) => (await import('./import-customers.ts')).importCustomers(args),
  },
  'verify-ledger': {
    takes: '[--checkpoint FILE...]',
    zh: '核验台账是否完整，指出第一条被改动的记录',
    en: 'prove the ledger whole, or name the first entry that was tampered with',
    run: async (args) => (await import('./verify-ledger.ts')).verifyLedgerCommand(args),
  },
  trace: {
    takes: 'FILE',
    zh: '查明泄露的客户文件（xlsx、csv、txt）出自哪一次导出',
    en: 'find out which export a leaked file of customers was made from',
    run: async (args) => (await import('./trace.ts')).trace(args),
  },
  anonymise: {
    takes: '[--format csv|xlsx|ndjson|json] [--most N] [--out FILE]',
    zh: '制作匿名测试数据，格式不变，无法还原',
    en: 'make test data of the customers, with no way back',
    run: async (args) => (await import('./anonymise.ts')).anonymise(args),
  },
  doctor: {
    takes: '',
    zh: '检查本机环境与数据目录',
    en: 'look over this machine and the data directory',
    run: async () => (await import('./doctor.ts')).doctor(),
  },
  'sign-in': {
    takes: '[LOGIN-NAME]',
    zh: '登录，供后续命令使用',
    en: 'sign in for the commands that follow',
    run: async (args) => (await import('./sign-in.ts')).signIn(args),
  },
  'sign-out': {
    takes: '',
    zh: '退出登录',
    en: 'end that session',
    run: async () => (await import('./sign-in.ts')).signOut(),
  },
  operations: {
    takes: '[NAME]',
    zh: '列出全部操作，或查看某个操作的说明',
    en: 'list every operation, or describe one',
    run: async (args) => (await import('./operations.ts')).listOperations(args),
  },
}

const help = (): string => {
  const rows = Object.entries(commands).map(([name, { takes, zh, en }]) => `  weidun ${name} ${takes}\n      ${zh}\n      ${en}`)
  return `微盾 Weidun - 守护企业的社交营销

${rows.join('\n')}
  weidun <module.operation> [JSON | --field value ...]
      执行任一操作，例如 weidun score.view-score
      run any operation
`
}

const main = async (args: readonly string[]): Promise<number> => {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help())
    return name === undefined ? 2 : 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command !== undefined) return command.run(rest)
  if (/^[a-z]+\.[a-z-]+$/.test(name)) return (await import('./run-operation.ts')).runOperation(name, rest)
  process.stderr.write(`没有这个命令 There is no such command: ${name.slice(0, 60)}\n\n${help()}`)
  return 2
}

// `weidun operations | head`: whoever reads has seen enough, and that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const text = error instanceof OperatorError ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`${text}\n`)
  process.exitCode = 2
}
