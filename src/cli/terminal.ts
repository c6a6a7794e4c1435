import { createInterface } from 'node:readline'

/** Asks for a line on the terminal. */
export const ask = (question: string): Promise<string> =>
  new Promise((resolve) => {
    const terminal = createInterface({ input: process.stdin, output: process.stderr })
    terminal.question(question, (answer) => {
      terminal.close()
      resolve(answer.trim())
    })
  })

/** Asks for a secret: what is typed does not appear. */
export const askSecret = (question: string): Promise<string> =>
  new Promise((resolve) => {
    process.stderr.write(question)
    const terminal = createInterface({ input: process.stdin, terminal: process.stdin.isTTY })
    terminal.question('', (answer) => {
      terminal.close()
      process.stderr.write('\n')
      resolve(answer)
    })
  })
