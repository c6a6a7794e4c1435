export const passwordMinimum = 12
export const passwordMaximum = 128

/** Which of the demands of ACC-4 a password does not meet yet. */
export const missingIn = (password: string): ('length' | 'upper' | 'lower' | 'digit' | 'special')[] => {
  const missing: ReturnType<typeof missingIn> = []
  if (password.length < passwordMinimum) missing.push('length')
  if (!/\p{Lu}/u.test(password)) missing.push('upper')
  if (!/\p{Ll}/u.test(password)) missing.push('lower')
  if (!/\d/.test(password)) missing.push('digit')
  if (!/[^\p{L}\d\s]/u.test(password)) missing.push('special')
  return missing
}
