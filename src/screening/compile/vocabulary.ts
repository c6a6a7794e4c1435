import type { Node } from './syntax.ts'
import { spell } from './anchors.ts'

const HAN = /^[\u4e00-\u9fff0-9]+$/

const MAX_WORDS = 30_000

/** All words that patterns spell out: the vocabulary that disguises are undone to. */
export const vocabularyOf = (nodes: readonly Node[]): string[] => {
  const words = new Set<string>()
  const add = (spelled: readonly string[]): void => {
    for (const word of spelled) {
      const fits = word.length >= 2 && word.length <= 8 && HAN.test(word)
      if (fits && /[\u4e00-\u9fff].*[\u4e00-\u9fff]/.test(word)) words.add(word)
    }
  }
  const walk = (node: Node): void => {
    if (node.kind === 'choice') for (const option of node.options) walk(option)
    if (node.kind === 'repeat') walk(node.item)
    if (node.kind !== 'sequence') return
    for (const item of node.items) walk(item)
    for (let from = 0; from < node.items.length; ) {
      let to = from
      let spelled: string[] | null = null
      while (to < node.items.length) {
        const next = spell({ kind: 'sequence', items: node.items.slice(from, to + 1) }, 'loose')
        if (next === null) break
        spelled = next
        to++
      }
      if (spelled !== null) add(spelled)
      from = to === from ? from + 1 : to
    }
  }
  for (const node of nodes) walk(node)
  if (words.size > MAX_WORDS) throw new Error(`the patterns spell out ${words.size} words, more than ${MAX_WORDS}`)
  return [...words]
}
