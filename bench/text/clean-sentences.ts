import { glob, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { dict } from '@node-rs/jieba/dict.js'
import type { Random } from './random.ts'
import { randomOf } from './random.ts'
import { proseSentences } from './sentences.ts'

const han = /[\u4e00-\u9fff]/g

const LEAST_HAN = 8
const MOST_UNITS = 300

/** Words of one part of speech with their running total of frequencies. */
type Words = { words: string[]; totals: number[] }

/** Rarer words than this are names and errors of segmentation. */
const LEAST_FREQUENCY = 20

/** Words of the jieba dictionary (MIT) by part of speech, as often as people use them. */
const lexicon = (): Map<string, Words> => {
  const byPart = new Map<string, Words>()
  for (const line of new TextDecoder().decode(dict).split('\n')) {
    const [word, count, part] = line.split(' ')
    const frequency = Number(count)
    if (word === undefined || part === undefined || !(frequency >= LEAST_FREQUENCY)) continue
    const known = byPart.get(part) ?? { words: [], totals: [] }
    known.words.push(word)
    known.totals.push((known.totals.at(-1) ?? 0) + frequency)
    byPart.set(part, known)
  }
  return byPart
}

const pick = ({ words, totals }: Words, random: Random): string => {
  const wanted = random(totals.at(-1) ?? 1)
  let low = 0
  let high = totals.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((totals[middle] ?? 0) > wanted) high = middle
    else low = middle + 1
  }
  return words[low] ?? ''
}

/**
 * Sentences as people build them. A letter stands for a part of speech of the dictionary: n noun, v verb, a adjective,
 * d adverb, t time, s place, ns place name, r pronoun, i idiom, vn verbal noun; everything else stands for itself.
 */
const frames = [
  '<t><r><d><v>了<n>，<d><a>。',
  '<n>的<n><d><a>，<r><v>了<n>。',
  '在<s><v><n>的时候，<r><v>到了<n>。',
  '<r>把<n><v>到<ns>，<t>再<v>。',
  '<n>和<n>都<v>了，<n><d><v>。',
  '请<v><n>，<v><n>之前先<v>一下。',
  '<t>，<ns>的<n><v>了<vn>，<n>很<a>。',
  '这个<n>的<n>有点<a>，但是<n><a>。',
  '<r>说<n><d><v>，<i>。',
  '<n><v><n>，<n><v><n>，<r>都<v>。',
  '如果<n><d><a>，就<v><n>；否则<v><n>。',
  '<a>的<n>放在<n>里，<v>三天<v>一次。',
  '<vn><n>由<n><v>，<n><v>后<v>。',
  '<r>从<ns><v>来，<v>过<n>，也<v>过<n>。',
  '我们<t>去<ns><v><n>，<n><a>，<n>也<a>。',
  '<n>怎么<v>？<v><n>就可以了。',
  '<i>，<n><v><n>。',
  '第二次<v><n>，<r><v>得<d><a>。',
] as const

/** Sentences made of frames and the dictionary: grammatical, mostly without sense, as varied as the vocabulary. */
const composedSentences = (count: number, random: Random): string[] => {
  const words = lexicon()
  return Array.from({ length: count }, () => {
    const frame = frames[random(frames.length)] ?? frames[0]
    return frame.replace(/<(\w+)>/g, (_, part: string) => pick(words.get(part) ?? { words: [''], totals: [1] }, random))
  })
}

/**
 * What the type definitions of WeChat mini programs (miniprogram-api-typings, MIT) say about each function, in prose.
 */
const documentedSentences = async (): Promise<string[]> => {
  const folder = dirname(createRequire(import.meta.url).resolve('miniprogram-api-typings/package.json'))
  const sentences = new Set<string>()
  for await (const path of glob('types/**/*.d.ts', { cwd: folder })) {
    for (const line of (await readFile(`${folder}/${path}`, 'utf8')).split('\n')) {
      const said = /^\s*(?:\/\*\*|\*)\s?(.*?)(?:\*\/)?\s*$/.exec(line)?.[1]?.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      if (said === undefined || said.length > MOST_UNITS) continue
      if ((said.match(han)?.length ?? 0) >= LEAST_HAN) sentences.add(said)
    }
  }
  return [...sentences].toSorted()
}

const LINES_A_POST = 5

/** Puts the second clause of every other sentence into brackets. */
const aside = (line: string, random: Random): string =>
  random(2) === 0 ? line.replace(/，([\u4e00-\u9fff]{2,8})(?=[，；]|$)/, '（$1）') : line

/** Posts of five sentences each as people lay them out: short lines without full stops, asides in brackets. */
const posts = (sentences: readonly string[], random: Random): string[] =>
  Array.from({ length: Math.floor(sentences.length / LINES_A_POST) }, (_, post) => {
    const lines = sentences.slice(post * LINES_A_POST, (post + 1) * LINES_A_POST)
    return lines.map((line) => aside(line.replace(/[。？]$/, ''), random)).join('\n')
  })

/** Sentences of people and sentences made for the purpose, told apart: the latter are easy to have many of. */
export const cleanSentences = async (count: number, seed: number): Promise<Record<string, string[]>> => {
  const random = randomOf(seed)
  const composed = composedSentences(count, random)
  const documented = await documentedSentences()
  return {
    documented,
    guide: await proseSentences(),
    composed,
    posts: posts([...documented, ...composed], random),
  }
}
