import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { guessThread } from './guess-thread.ts'

const directory = await mkdtemp(join(tmpdir(), 'guess-thread-'))
afterAll(() => rm(directory, { recursive: true }))

/** A thread with a fault, as a file of its own. */
const faulty = async (name: string, code: string): Promise<URL> => {
  const file = join(directory, name)
  await writeFile(file, `import { parentPort } from 'node:worker_threads'\n${code}\n`)
  return pathToFileURL(file)
}

describe('the thread that estimates passwords (ACC-4)', () => {
  // As long as a busy machine may need: what is measured here is who waits meanwhile.
  const thread = guessThread({ withinMs: 60_000 })
  afterAll(thread.stop)

  it('answers', async () => {
    expect(await thread.estimate('Zhangsan@1990', [])).toMatchObject({ score: 2 })
    expect(await thread.estimate('tR9#vkLw2$qXz', [])).toMatchObject({ score: 4 })
  })

  it('does not hold the event loop up, however hard the password is', async () => {
    await thread.estimate('warm', [])
    let turns = 0
    const turning = setInterval(() => (turns += 1), 1)
    const adversarial = Array.from({ length: 12 }, (_, at) => `a@4e3i!1o0s$5t7${at}`.repeat(20).slice(0, 300))
    const answers = await Promise.all(adversarial.map((password) => thread.estimate(password, [])))
    clearInterval(turning)
    expect(answers).not.toContain(null)
    // On the loop, it would turn once between two passwords and no more.
    expect(turns).toBeGreaterThan(2 * adversarial.length)
  })

  it('keeps at most as many waiting as the caller allows, and 50 in all', async () => {
    const asked = Array.from({ length: 60 }, (_, at) => thread.estimate(`kettle ${at}`, []))
    const typed = await thread.estimate('only typed', [], 4)
    expect(typed).toBeNull()
    const answers = await Promise.all(asked)
    expect(answers.filter((answer) => answer === null).length).toBeGreaterThanOrEqual(9)
    expect(answers.filter((answer) => answer !== null).length).toBeGreaterThanOrEqual(50)
  })

  it('gives a password up that takes too long, and starts anew for the next', async () => {
    const worker = await faulty(
      'hangs.mjs',
      `parentPort.on('message', ({ id, password }) => {
        if (password === 'hang') for (;;);
        parentPort.postMessage({ id, guessability: { score: 4, pieces: 9, hints: [] } })
      })
      parentPort.postMessage('ready')`,
    )
    const hanging = guessThread({ worker, withinMs: 1500 })
    const [hung, behind] = await Promise.all([hanging.estimate('hang', []), hanging.estimate('behind', [])])
    expect([hung, behind]).toEqual([null, null])
    expect(await hanging.estimate('next', [])).toMatchObject({ score: 4 })
    await hanging.stop()
  })

  it('answers nothing when the thread dies', async () => {
    const dying = guessThread({ worker: await faulty('dies.mjs', 'throw new Error("no dictionary")') })
    expect(await dying.estimate('any', [])).toBeNull()
  })
})
