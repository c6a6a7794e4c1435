import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import { linkNotAccepted } from '../problems.ts'
import type { OutreachDatabase } from '../scope.ts'
import { readSignedId } from '../signed-id.ts'

export const withdrawalUse = 'weidun/consent-withdrawal/v1'

/**
 * What was given by the sending of a form whose link this is.
 * @throws Problem `outreach.link-not-accepted`: one answer for a wrong token and for one whose consents are gone
 */
export const givenBy = async (db: OutreachDatabase, { consentForm }: Pick<Secrets, 'consentForm'>, token: string) => {
  const submission = readSignedId(consentForm, withdrawalUse, token)
  const rows =
    submission === null
      ? []
      : await db
          .selectFrom('outreach_consent as given')
          .innerJoin('outreach_notice_version as version', (join) =>
            join.onRef('version.notice_id', '=', 'given.notice_id').onRef('version.version', '=', 'given.notice_version'),
          )
          .select(['given.subject', 'given.id', 'given.purpose', 'given.channel', 'given.withdrawn_at', 'version.title'])
          .where('given.submission_id', '=', submission)
          .orderBy('given.id')
          .execute()
  if (rows.length === 0) throw linkNotAccepted()
  return rows
}
