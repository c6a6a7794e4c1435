import { takeAdvisoryLock } from '../../../kernel/database/advisory-lock.ts'
import type { IdentityTransaction } from '../database.ts'

/**
 * Lets one transaction at a time decide who may hold which posts, or which rights a post carries: what each decides on
 * does not change under it.
 */
export const lockPosts = async (db: IdentityTransaction): Promise<void> => {
  await takeAdvisoryLock(db, 'weidun/identity/posts')
}
