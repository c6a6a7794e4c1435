/** Characters (code points after `normalisePassword`), not bytes. The minimum is a setting. */
export const passwordMaximum = 128

/**
 * The form in which a password is judged and hashed: NFKC, so that 123 typed full-width with a Chinese input method is
 * the same password (NIST SP 800-63B, section 3.1.1.2).
 */
export const normalisePassword = (password: string): string => password.normalize('NFKC')

/**
 * Whether two passwords differ in nothing but digits and case: the way in which people change one that they have to
 * change (NIST SP 800-63 FAQ, Q-B05).
 */
export const isSimilar = (one: string, other: string): boolean => {
  const rest = (password: string): string => normalisePassword(password).toLowerCase().replaceAll(/\p{Nd}/gu, '')
  return rest(one) === rest(other)
}

/**
 * The rules of ACC-4 that need nothing but the characters: the server judges by them, and the console ticks them off
 * while somebody types. Each takes a normalised password and the minimum length.
 */
export const characterRules = {
  length: (password: string, minimum: number): boolean => {
    const length = [...password].length
    return length >= minimum && length <= passwordMaximum
  },
  'upper-case': (password: string): boolean => /\p{Lu}/u.test(password),
  'lower-case': (password: string): boolean => /\p{Ll}/u.test(password),
  digit: (password: string): boolean => /\p{Nd}/u.test(password),
  special: (password: string): boolean => /[\p{P}\p{S}\p{Z}]/u.test(password),
} as const
