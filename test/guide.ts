import { readFileSync } from 'node:fs'

/** A code block of a page of docs/guide that says how it is run: the word after `run=` behind its language. */
export type Example = { language: string; run: string; code: string; line: number }

/** The runnable code blocks of a page of the guide, in order. */
export const examplesIn = (page: string): Example[] => {
  const text = readFileSync(new URL(`../docs/guide/${page}.md`, import.meta.url), 'utf8')
  return [...text.matchAll(/^```(\w+) run=([\w-]+)\n([\s\S]*?)^```$/gm)].map(({ 1: language, 2: run, 3: code, index }) => ({
    language: language ?? '',
    run: run ?? '',
    code: code ?? '',
    line: text.slice(0, index).split('\n').length,
  }))
}

/** The code of the one block of a page that is run this way. */
export const exampleIn = (page: string, run: string): string => {
  const [found, ...others] = examplesIn(page).filter((example) => example.run === run)
  if (found === undefined || others.length > 0) throw new Error(`${page}: not one example with run=${run}`)
  return found.code
}
