import { glob, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const root = fileURLToPath(new URL('../../', import.meta.url))

const sampleSchema = z.object({ text: z.string(), label: z.enum(['violation', 'ok']) })

export type LabelledSentence = z.infer<typeof sampleSchema>

/** The own corpus of advertising copy, as it is committed in bench/corpora. */
export const copySentences = async (): Promise<LabelledSentence[]> => {
  const lines = (await readFile(`${root}bench/corpora/adcopy-own.jsonl`, 'utf8')).trim().split('\n')
  return lines.map((line) => sampleSchema.parse(JSON.parse(line)))
}

/** Sentences of ordinary Chinese prose: the guide, the front page, and the sentences that screens and rules say. */
export const proseSentences = async (): Promise<string[]> => {
  const paths: string[] = []
  for await (const path of glob(['docs/guide/*.md', 'README.zh-CN.md', 'web/console/i18n/zh/*.ts'], { cwd: root })) paths.push(path)
  const texts = await Promise.all(paths.toSorted().map((path) => readFile(root + path, 'utf8')))
  return texts
    .flatMap((text) => text.split(/[\n。！？；]/))
    .map((line) => line.replace(/^[\s\d.#>|*'-]+/, '').replace(/[`*|']/g, '').trim())
    .filter((line) => (line.match(/[\u4e00-\u9fff]/g)?.length ?? 0) > 8 && line.length < 200)
}

/** Violations among what a company really writes: one sentence in twenty. */
const VIOLATION_EVERY = 20

/** Copy as a company's reviewers see it: lawful copy and ordinary prose, with one violation in twenty sentences. */
export const everydaySentences = async (): Promise<string[]> => {
  const [copy, prose] = await Promise.all([copySentences(), proseSentences()])
  const violations = copy.filter(({ label }) => label === 'violation')
  const lawful = [...copy.flatMap(({ label, text }) => (label === 'ok' ? [text] : [])), ...prose]
  return lawful.flatMap((text, index) =>
    index % VIOLATION_EVERY === 0 ? [text, violations[index / VIOLATION_EVERY]?.text ?? ''] : [text],
  )
}
