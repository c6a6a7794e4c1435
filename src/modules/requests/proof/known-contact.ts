import { keyed } from '../keyed.ts'
import type { RequestsContext, RequestsDatabase } from '../scope.ts'
import type { ContactKind } from '../vocabulary.ts'

type Tools = { db: RequestsDatabase; secrets: RequestsContext['secrets']; ports: RequestsContext['ports'] }

/** Who has this number or address on file, and whether a request was made with it whose answer is still there. */
export const knownContact = async (
  { db, secrets, ports }: Tools,
  contact: { kind: ContactKind; value: string },
): Promise<{ subjects: readonly string[]; contactKey: Uint8Array; known: boolean }> => {
  const contactKey = keyed(secrets, 'contact', `${contact.kind}|${contact.value}`)
  const subjects = await ports.subjectsAt({ db, secrets }, contact)
  const request = await db.selectFrom('rights_request').select('id').where('contact_key', '=', contactKey).limit(1).executeTakeFirst()
  return { subjects, contactKey, known: subjects.length > 0 || request !== undefined }
}
