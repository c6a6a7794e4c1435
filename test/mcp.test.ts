import { spawnSync } from 'node:child_process'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { exampleIn } from './guide.ts'

const configuration = z.object({
  mcpServers: z.object({ weidun: z.object({ command: z.literal('npx'), args: z.array(z.string()) }) }),
})

/** Starts the command of the guide as an assistant would: here the package lies in this folder and need not be fetched. */
const connect = async (options: ConstructorParameters<typeof Client>[1]) => {
  const { args } = configuration.parse(JSON.parse(exampleIn('写作助手', 'mcp'))).mcpServers.weidun
  const [yes, name, ...rest] = args
  expect([yes, name]).toEqual(['-y', 'weidun'])
  const client = new Client({ name: 'test', version: '1.0.0' }, options)
  const transport = new StdioClientTransport({ command: process.execPath, args: ['bin/weidun.js', ...rest], stderr: 'pipe' })
  await client.connect(transport)
  afterAll(() => client.close())
  return client
}

const textOf = (content: unknown): string => z.array(z.object({ type: z.literal('text'), text: z.string() })).parse(content)[0]?.text ?? ''

describe.each([
  ['2025', {}],
  ['2026-07-28', { versionNegotiation: { mode: 'auto' } }],
] as const)('weidun mcp, protocol of %s', async (_era, options) => {
  const client = await connect(options)

  it('says who it is and how to use it', () => {
    expect(client.getServerVersion()).toMatchObject({ name: 'weidun' })
    expect(client.getInstructions()).toContain('check_copy')
  })

  it('offers one tool, which reads alone', async () => {
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(['check_copy'])
    expect(tools[0]?.annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false })
    expect(tools[0]?.inputSchema).toMatchObject({ required: ['text'], properties: { text: { maxLength: 200_000 } } })
  })

  it('finds what offends and says in Chinese how to reword it (CNT-2)', async () => {
    const { content, structuredContent } = await client.callTool({
      name: 'check_copy',
      arguments: { text: '全网最低价，根治糖尿病', industry: '食品', channel: '小红书' },
    })
    expect(textOf(content)).toMatch(/^结论：不得发布，共 \d 处。\n1\. “全网最低/)
    expect(textOf(content)).toContain('改法：')
    expect(textOf(content)).toContain('广告法')
    expect(structuredContent).toMatchObject({ decision: 'deny', rulesVersion: expect.any(String) })
  })

  it('lets a lawful text pass', async () => {
    const { content } = await client.callTool({ name: 'check_copy', arguments: { text: '今天天气晴' } })
    expect(textOf(content)).toBe('结论：未发现问题。')
  })

  it('lists 100 places of a text that offends all over, and says how many are left', async () => {
    const { content, structuredContent } = await client.callTool({ name: 'check_copy', arguments: { text: '全网最低价。'.repeat(150) } })
    expect(textOf(content)).toContain('另有 50 处没有列出')
    expect(structuredContent).toMatchObject({ findingCount: 150 })
  })

  it.each([{}, { text: '' }, { text: '好'.repeat(200_001) }, { text: 7 }])('refuses arguments out of bounds', async (given) => {
    const { isError } = await client.callTool({ name: 'check_copy', arguments: given })
    expect(isError).toBe(true)
  })
})

describe('weidun mcp as a process', () => {
  const run = (stdin: string) => spawnSync(process.execPath, ['bin/weidun.js', 'mcp'], { input: stdin, encoding: 'utf8', timeout: 30_000 })

  it('ends when the assistant closes its end, having written nothing else', () => {
    expect(run('')).toMatchObject({ status: 0, stdout: '', stderr: '' })
  })

  it('does not fall over what is no message', () => {
    const { status, stdout } = run('this is not JSON\n{"jsonrpc":"2.0"}\n[]\n')
    expect(status).toBe(0)
    for (const line of stdout.split('\n').filter(Boolean)) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' })
  })
})
