import type { Notice } from '../../kernel/notify/notice.ts'
import { materialLink } from './material-link.ts'
import type { Material } from './material-store.ts'
import type { ContentContext } from './scope.ts'

/** Tells the author, and whoever submitted it in the author's place. */
export const tellWriters = async (
  ctx: ContentContext,
  { material, submission }: { material: Material; submission: { submittedBy: string } },
  notice: Pick<Notice, 'kind' | 'sentence'>,
): Promise<void> => {
  for (const personId of new Set([material.authorId, submission.submittedBy])) {
    await ctx.notify(personId, { ...notice, params: { title: material.fields.title }, link: materialLink(material.id) })
  }
}
