/** A quotation inside a sentence is no longer than this, however much noise stands between the words. */
const MAX_QUOTE = 80

/** The excerpt as sentences quote it: whole, or its beginning. Never cuts a surrogate pair. */
export const quoteOf = (excerpt: string): string => {
  if (excerpt.length <= MAX_QUOTE) return excerpt
  const cut = excerpt.slice(0, MAX_QUOTE - 1)
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}
