import { useTranslation } from 'react-i18next'

type Sentence = { zh: string; en: string }

/** Says a sentence that the server sent in both languages. */
export const useSentence = (): ((sentence: Sentence) => string) => {
  const { i18n } = useTranslation()
  return (sentence) => (i18n.language === 'en' ? sentence.en : sentence.zh)
}

/** Says such a sentence with its parameters filled in. */
export const useFilledSentence = (): ((sentence: Sentence, params: Record<string, string | number>) => string) => {
  const say = useSentence()
  return (sentence, params) =>
    say(sentence).replace(/\{(\w+)\}/g, (placeholder, name: string) => String(params[name] ?? placeholder))
}
