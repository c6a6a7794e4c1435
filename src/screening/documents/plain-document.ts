import type { DocumentText } from './types.ts'

/** A whole text as one piece whose positions are its own. */
export const plainDocument = (text: string): DocumentText => ({
  format: 'text',
  passages: text.trim() === '' ? [] : [[{ place: '第1行', text }]],
  source: text,
})
