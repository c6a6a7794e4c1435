import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { MaterialFields } from './material-fields.ts'

/** Raised whenever a field joins or leaves the form, so that an old digest never stands for a new form. */
const formVersion = 1

/**
 * What an approval is bound to: SHA-256, in hex, over the canonical JSON (RFC 8785) of everything that will be
 * published (互联网广告管理办法第七条: published exactly as reviewed). The order of the accounts means nothing and does
 * not count; the order of the attachments is the order on the page and does.
 * @throws Error on text that is not well-formed Unicode; the schema of the fields refuses it before
 */
export const digestOf = (fields: MaterialFields): string => {
  const form = {
    form: formVersion,
    title: fields.title,
    copy: fields.copy,
    channel: fields.channel,
    industry: fields.industry,
    advertising: fields.advertising,
    aiGenerated: fields.aiGenerated,
    audienceConsent: fields.audienceConsent,
    accountIds: fields.accountIds.map((id) => id.toLowerCase()).toSorted(),
    attachments: fields.attachments.map(({ digest, name }) => ({ digest, name })),
  }
  return createHash('sha256').update(canonicalize(form) ?? '').digest('hex')
}
