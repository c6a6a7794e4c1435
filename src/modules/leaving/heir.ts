import type { Owner } from '../../kernel/obligation/desk.ts'

/** Who is told, and who sees to what nobody else does. */
export const administrators: Owner = { post: 'security-administrator' }

/**
 * Who sees to what a person leaves behind: whoever was named while they are there, else the head of the department,
 * else the security administrators. Pure.
 */
export const heirOf = ({ personId, takeover, head }: {
  personId: string
  takeover: { id: string; active: boolean } | null
  head: string | null
}): Owner => {
  if (takeover?.active === true && takeover.id !== personId) return { personId: takeover.id }
  return head === null || head === personId ? administrators : { personId: head }
}
