import { z } from 'zod'

/** What people call a key of theirs: 办公桌上的 YubiKey. */
export const passkeyName = z.string().trim().min(1).max(60)
