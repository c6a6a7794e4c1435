/** Name of the company's version of the rules, as in v3. */
export const versionName = (label: string): string => label.split('+')[0] ?? label

/** The same with the shipped packs under it, as in `v3 · 7b23f776`. */
export const versionText = (label: string): string => {
  const [name = label, packs] = label.split('+')
  return packs === undefined ? name : `${name} · ${packs.slice(0, 8)}`
}
