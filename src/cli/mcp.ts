import { once } from 'node:events'
import { McpServer } from '@modelcontextprotocol/server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { z } from 'zod'
import { type CheckOptions, createScreener } from '../screening/index.ts'
import { loadPacks } from '../screening/load-packs.ts'
import { readVersion } from '../version.ts'
import { adviceOn } from './check-advice.ts'

/** Characters of one text; the same as over HTTP. */
const longestText = 200_000
/** Findings of one answer: an assistant reads them all, and every one costs. */
const mostFindings = 100

const instructions =
  '写营销文案时，请在交稿前用 check_copy 检查。结论为 deny 的文字不得发布，请照改法改写后再检查；' +
  'review 表示需要由人判断；allow 也可能附有“留存证明”的提示，请一并告诉用户。'

const input = z.object({
  text: z.string().min(1).max(longestText).describe('要检查的文案全文'),
  industry: z.string().min(1).max(40).optional().describe('行业，例如 食品、医美、金融理财；不填则从文案推断'),
  channel: z.string().min(1).max(40).optional().describe('发布渠道，例如 短信、公众号、小红书、抖音'),
  advertising: z.boolean().optional().describe('这是广告：在公开渠道要检查“广告”标识'),
})

const output = z.object({
  decision: z.enum(['allow', 'review', 'deny']),
  findingCount: z.int(),
  findings: z.array(
    z.object({
      rule: z.string(),
      category: z.string(),
      severity: z.enum(['block', 'warn', 'note']),
      start: z.int(),
      end: z.int(),
      excerpt: z.string(),
      law: z.string(),
      why: z.string(),
      advice: z.string(),
      proof: z.string().optional(),
    }),
  ),
  rulesVersion: z.string(),
})

/**
 * `weidun mcp`: a server of the Model Context Protocol on standard input and output, so that writing assistants can
 * have their copy checked. Checks on this machine: no Weidun server, no network, and nothing is kept.
 * @returns exit code, once the assistant has closed its end
 */
export const runMcp = async (): Promise<number> => {
  const packs = await loadPacks()
  const { check } = createScreener(packs)
  const version = await readVersion()

  const connection = serveStdio(() => {
    const server = new McpServer({ name: 'weidun', title: '微盾', version }, { instructions })
    server.registerTool(
      'check_copy',
      {
        title: '检查营销文案',
        description:
          '按广告法、平台规则检查中文营销文案，逐处指出问题、法律依据和改法。在本机运行，文案不外传、不保存。',
        inputSchema: input,
        outputSchema: output,
        annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      },
      async ({ text, ...given }) => {
        const { decision, findings } = check(text, definedOnly(given))
        const shown = findings.slice(0, mostFindings)
        return {
          content: [{ type: 'text', text: adviceOn({ decision, findings: shown }, findings.length) }],
          structuredContent: { decision, findingCount: findings.length, findings: shown, rulesVersion: packs.version },
        }
      },
    )
    return server
  }, { onerror: (error) => process.stderr.write(`weidun mcp: ${error.message}\n`) })

  await once(process.stdin, 'close')
  await connection.close()
  return 0
}

type Given = { [Key in keyof CheckOptions]: CheckOptions[Key] | undefined }

const definedOnly = ({ industry, channel, advertising }: Given): CheckOptions => ({
  ...(industry === undefined ? {} : { industry }),
  ...(channel === undefined ? {} : { channel }),
  ...(advertising === undefined ? {} : { advertising }),
})
