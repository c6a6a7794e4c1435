import type { Output } from '../../api.ts'

export type BookKind = keyof Output<'identity.view-contact-book'>['counts']

export type BookItem = Output<'identity.list-contact-book'>['items'][number]

/** What was decided of a member whom several people could be. */
export type Choice = { personId: string } | 'new'

/** In the order of how much depends on them. */
export const bookKinds: readonly BookKind[] = ['held', 'link', 'choose', 'add', 'rename', 'move', 'unseen']
