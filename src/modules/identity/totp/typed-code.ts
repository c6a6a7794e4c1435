import { z } from 'zod'

/** Six digits as people type them: with spaces, full-width. */
export const typedCode = z
  .string()
  .max(20)
  .transform((code) => code.normalize('NFKC').replace(/\s/g, ''))
  .pipe(z.string().length(6).regex(/^\d{6}$/))
