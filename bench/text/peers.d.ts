declare module 'fastscan' {
  export default class FastScanner {
    constructor(words: readonly string[])
    search(text: string, options?: { quick?: boolean; longest?: boolean }): [at: number, word: string][]
  }
}

declare module 'opencc-js/dict/STPhrases' {
  const phrases: string
  export default phrases
}
