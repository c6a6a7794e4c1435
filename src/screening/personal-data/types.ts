/** What a piece of personal data is. The list is closed: masks, reports and translations rely on it. */
export const personalKinds = [
  'mobile',
  'landline',
  'id-card',
  'bank-card',
  'email',
  'passport',
  'plate',
  'wechat',
  'qq',
  'address',
  'name',
] as const

export type PersonalKind = (typeof personalKinds)[number]

/**
 * `sensitive`: identity documents and financial accounts, whose leak endangers person or property
 * (个人信息保护法第二十八条; GB/T 35273-2020, annex B).
 */
export type Sensitivity = 'general' | 'sensitive'

/**
 * `certain`: a check digit fits, or the text itself says what it is. `likely`: the shape is hardly anything else.
 * `possible`: the shape fits, and so do other things; masked, but nobody is troubled for it.
 */
export type Confidence = 'certain' | 'likely' | 'possible'

/** One piece of personal data in a text. */
export type PersonalDatum = {
  kind: PersonalKind
  /** UTF-16 offset of the first unit in the original text. */
  start: number
  /** UTF-16 offset after the last unit in the original text. */
  end: number
  /** `text.slice(start, end)`. */
  excerpt: string
  confidence: Confidence
  sensitivity: Sensitivity
}

/** A find before overlaps are resolved; offsets are in the plain text. */
export type Candidate = { kind: PersonalKind; start: number; end: number; confidence: Confidence }
