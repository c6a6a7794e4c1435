import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { create } from 'fontkit'
import type { Inputs } from './inputs.ts'
import { makeOnce, root } from './inputs.ts'
import { subsetOf } from './subset-font.ts'

const folder = 'dist/documents'

const inputs: Inputs = {
  patterns: ['build/{document-fonts,subset-font}.ts', 'package-lock.json'],
  outcome: `${folder}/regular.otf`,
  stamp: 'dist/documents.stamp',
}

const isHan = (codePoint: number): boolean => /\p{Script=Han}/u.test(String.fromCodePoint(codePoint))

/** The 6,763 Han characters of GB/T 2312: what nearly every document is written with. */
const commonHan = (): ReadonlySet<number> => {
  const decoder = new TextDecoder('gb18030')
  const found = new Set<number>()
  for (let row = 0xb0; row <= 0xf7; row += 1) {
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) {
      const codePoint = decoder.decode(Uint8Array.of(row, cell)).codePointAt(0)
      if (codePoint !== undefined && isHan(codePoint)) found.add(codePoint)
    }
  }
  return found
}

/**
 * Names of the original and ours, of equal length so that no offset moves. The licence (SIL OFL 1.1, section 3) reserves
 * `Noto Sans` for the unchanged font; the notice of the trademark stays.
 */
const names = [
  ['NotoSansHans', 'WeidunSansCN'],
  ['Noto Sans S Chinese', 'Weidun Sans Chinese'],
  ['Noto Sans Simplified Chinese', 'Weidun Sans for Chinese text'],
] as const

const renamed = (font: Buffer): Buffer => {
  const copy = Buffer.from(font)
  for (const [from, to] of names) {
    for (const spell of [(text: string) => Buffer.from(text, 'latin1'), (text: string) => Buffer.from(text, 'utf16le').swap16()]) {
      const [pattern, replacement] = [spell(from), spell(to)]
      for (let at = copy.indexOf(pattern); at !== -1; at = copy.indexOf(pattern, at)) at += replacement.copy(copy, at)
    }
  }
  return copy
}

/**
 * Makes the fonts of documents from those of @embedpdf/fonts-sc: regular and bold with GB/T 2312, Latin and all signs,
 * and the other 21,390 Han characters (names of people and places) in a file of their own that is seldom read.
 * @param begin is called before the work starts
 * @returns whether they were made
 */
export const buildDocumentFonts = async (begin: () => void): Promise<boolean> =>
  makeOnce(inputs, async () => {
    begin()
    const source = fileURLToPath(new URL('../', import.meta.resolve('@embedpdf/fonts-sc')))
    const target = join(root, folder)
    await mkdir(target, { recursive: true })
    await copyFile(join(source, 'LICENSE'), join(target, 'LICENSE'))

    const common = commonHan()
    const isCommon = (codePoint: number): boolean => common.has(codePoint) || !isHan(codePoint)
    // The regular one is the outcome that is looked at, so it comes last.
    for (const { name, weight, wanted } of [
      { name: 'rare', weight: 'Regular', wanted: (codePoint: number) => !isCommon(codePoint) },
      { name: 'bold', weight: 'Bold', wanted: isCommon },
      { name: 'regular', weight: 'Regular', wanted: isCommon },
    ]) {
      const whole = await readFile(join(source, 'fonts', `NotoSansHans-${weight}.otf`))
      const font = create(whole)
      if (!('characterSet' in font)) throw new Error('@embedpdf/fonts-sc holds a collection where a font was expected')
      const part = renamed(await subsetOf(whole, font.characterSet.filter(wanted)))
      const unfinished = join(target, `${name}.${process.pid}.unfinished`)
      await writeFile(unfinished, part)
      await rename(unfinished, join(target, `${name}.otf`))
    }
  })
