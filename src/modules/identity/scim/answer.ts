import { z } from 'zod'
import type { FrontAnswer } from '../../../kernel/front.ts'
import type { Resource } from './resources.ts'
import { mediaType } from './urns.ts'

/** A resource or list as an answer. */
export const answerWith = (
  resource: Resource,
  { status = 200, headers = {} }: { status?: number; headers?: Readonly<Record<string, string>> } = {},
): FrontAnswer => ({ status, headers: { 'content-type': mediaType, ...headers }, body: JSON.stringify(resource) })

/** Whether a text can be the id of something here. */
export const isId = (text: string): boolean => z.uuid().safeParse(text).success
