import { createHmac } from 'node:crypto'
import type { App } from './kernel/app.ts'
import { json } from './kernel/database/json.ts'
import { people } from './demo/company.ts'
import { seedDemo } from './demo/seed.ts'
import { OperatorError } from './kernel/operator-error.ts'
import { actorOf, createSetUpToken } from './modules/identity/index.ts'

/** The data directory holds a real company. */
export class DemoRefusedError extends OperatorError {}

const demoMark = 'demo'

/**
 * What an empty database needs: a one-time link for the first administrator, or the fictional company of the demo.
 * @returns lines for whoever started the server, once it is known where people reach it
 * @throws DemoRefusedError when the demo is asked for and the database holds a real company, or the other way round
 */
export const firstStart = async (app: App, { demo }: { demo: boolean }): Promise<(publicUrl: URL) => readonly string[]> => {
  const db = app.database.kysely
  const mark = await db.selectFrom('installation').select('value').where('key', '=', demoMark).executeTakeFirst()
  const isDemo = mark !== undefined
  const token = await createSetUpToken(db, { now: app.clock.now(), secrets: app.secrets })
  if (demo && token === null && !isDemo) {
    throw new DemoRefusedError(
      '这个数据目录里已有真实的公司，演示请另用目录：WEIDUN_DATA=./data-demo npm start -- --demo\n' +
        'This data directory holds a real company; give the demo one of its own: WEIDUN_DATA=./data-demo',
    )
  }
  if (!demo && isDemo) {
    throw new DemoRefusedError(
      '这个数据目录里是演示公司，请加 --demo 启动，或换一个数据目录。\n' +
        'This data directory holds the demo company: start with --demo, or use another directory.',
    )
  }
  if (mark?.value === 'begun') {
    throw new DemoRefusedError(
      '演示公司没有建完就中断了，请删除这个数据目录后重新启动。\n' +
        'The demo company was interrupted while it was being made: delete this data directory and start again.',
    )
  }
  if (demo) {
    const password = demoPassword(app)
    if (token !== null) {
      await db.insertInto('installation').values({ key: demoMark, value: json('begun') }).execute()
      await seedDemo({ app, setUpToken: token, password, actorOf: async (id) => (await actorOf(db, id)) ?? { kind: 'anonymous' } })
      await db.updateTable('installation').set({ value: json('made') }).where('key', '=', demoMark).execute()
    }
    return () => demoLines(password)
  }
  if (token === null) return () => []
  return (publicUrl) => [
    '首次使用，请在 72 小时内打开以下链接完成初始化（仅可用一次，勿转发）：',
    'First use: open this one-time link within 72 hours and keep it to yourself:',
    `  ${new URL('/set-up', publicUrl).href}#${token}`,
  ]
}

/** One password for the demo's people: unlike in every installation, the same at every start of this one. */
const demoPassword = (app: App): string =>
  `Cha-${createHmac('sha256', app.secrets.session).update('demo').digest('base64url').replaceAll(/[-_]/g, 'x').slice(0, 10)}#7q`

const demoLines = (password: string): readonly string[] => [
  '',
  '演示公司（数据均为虚构）登录名 demo sign-in names:',
  ...people.map(({ loginName, name, department, posts }) => `  ${loginName.padEnd(12)} ${name}  ${department}  ${posts.join(', ')}`),
  `密码 password: ${password}`,
]
