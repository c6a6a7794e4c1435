import { subjectUnknown } from '../problems.ts'
import type { RequestRow } from '../tables.ts'

/** Whose request it is. @throws Problem `request.subject-unknown` */
export const knownSubject = ({ subject }: RequestRow): string => {
  if (subject === null) throw subjectUnknown()
  return subject
}
