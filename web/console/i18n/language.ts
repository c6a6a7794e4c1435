export type Language = 'zh' | 'en'

const key = 'weidun.language'

/** The reader's language: as chosen, Chinese otherwise. */
export const currentLanguage = (): Language => (localStorage.getItem(key) === 'en' ? 'en' : 'zh')

export const rememberLanguage = (language: Language): void => localStorage.setItem(key, language)
