import { z } from 'zod'

/** The fields by which every list is paged: at most 100 rows a page, 10,000 pages. */
export const pageFields = {
  page: z.int().min(1).max(10_000).default(1),
  pageSize: z.int().min(1).max(100).default(20),
}

/** How many rows come before the page. */
export const offsetOf = ({ page, pageSize }: { page: number; pageSize: number }): number => (page - 1) * pageSize

/** A pattern for `like` that finds the text anywhere, whatever signs it has. */
export const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
