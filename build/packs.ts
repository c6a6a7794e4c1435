import { compileToDisk } from '../src/screening/load-packs.ts'

/** Compiles the rule packs into dist/screening/packs.json and packs.bin. Returns how many rules there are and their version. */
export const buildPacks = async (): Promise<{ rules: number; version: string }> => {
  const { rules, version } = await compileToDisk()
  return { rules: rules.length, version }
}
