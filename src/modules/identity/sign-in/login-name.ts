import { z } from 'zod'

/** The one form of a login name: 林.Zhixia typed full-width or in capitals is the same name. */
export const normaliseLoginName = (loginName: string): string => loginName.normalize('NFKC').trim().toLowerCase()

/** A login name as it is given out: letters of any script, digits, and `. _ - @`. */
export const newLoginName = z
  .string()
  .max(60)
  .transform(normaliseLoginName)
  .pipe(z.string().min(3).max(60).regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]*$/u))

/** A login name as somebody types it at the door: anything, bounded. */
export const typedLoginName = z.string().min(1).max(100).transform(normaliseLoginName)

/** A password as somebody types it; bounded before anything is computed from it. */
export const typedPassword = z.string().min(1).max(300)
