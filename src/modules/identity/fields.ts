import { z } from 'zod'

/** Fields that several operations take. Names are trimmed and kept as people write them. */
export const personName = z.string().trim().min(1).max(60)
export const departmentName = z.string().trim().min(1).max(60)
export const companyName = z.string().trim().min(2).max(100)
export const postList = z.array(z.string().min(1).max(60)).max(20)
export const mandatoryReason = z.string().trim().min(2).max(500)

/** Something that has a name and an id. */
export const reference = z.object({ id: z.uuid(), name: z.string() })
