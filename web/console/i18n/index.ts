import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from './language.ts'
import { currentLanguage, rememberLanguage } from './language.ts'
import { zh } from './zh.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    returnNull: false
    resources: { translation: typeof zh }
  }
}

const load = async (language: Language): Promise<void> => {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const { en } = await import('./en.ts')
    i18next.addResourceBundle('en', 'translation', en)
  }
}

const apply = (language: Language): void => {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}

/** Starts the text resources in the reader's language. */
export const startI18n = async (): Promise<void> => {
  const language = currentLanguage()
  await i18next.use(initReactI18next).init({
    lng: 'zh',
    fallbackLng: 'zh',
    resources: { zh: { translation: zh } },
    interpolation: { escapeValue: false },
  })
  await load(language)
  await i18next.changeLanguage(language)
  apply(language)
}

/** Switches the language of the console and of the sentences that the server says. */
export const switchLanguage = async (language: Language): Promise<void> => {
  rememberLanguage(language)
  await load(language)
  await i18next.changeLanguage(language)
  apply(language)
}
