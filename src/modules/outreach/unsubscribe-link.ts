import type { Secrets } from '../../kernel/secrets/secrets.ts'
import { readSignedId, signedId } from './signed-id.ts'

/** Where the page of unsubscribing is; short, because text messages carry it. */
export const unsubscribePath = '/u'

const use = 'weidun/unsubscribe/v1'

type Key = Pick<Secrets, 'unsubscribe'>

/** The token of a message. */
export const unsubscribeToken = ({ unsubscribe }: Key, sendId: string): string => signedId(unsubscribe, use, sendId)

/** The id of the message that a token names; null for one that we did not make. */
export const readUnsubscribeToken = ({ unsubscribe }: Key, token: string): string | null => readSignedId(unsubscribe, use, token)
