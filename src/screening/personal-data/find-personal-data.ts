import { findAddresses } from './address.ts'
import { detectBankCard } from './bank-card.ts'
import { inDigits } from './chinese-numerals.ts'
import { digitClusters } from './digit-groups.ts'
import type { RunDetector } from './digit-run.ts'
import { eachRun } from './digit-run.ts'
import { findEmails } from './email.ts'
import { detectIdentityCard } from './identity-card.ts'
import { detectLandline } from './landline.ts'
import { findMessengerIds } from './messenger.ts'
import { detectMobile } from './mobile.ts'
import { findNames } from './name.ts'
import { findPassports } from './passport.ts'
import { plainTextOf } from './plain-text.ts'
import { findPlates } from './plate.ts'
import { resolveOverlaps } from './resolve.ts'
import type { Candidate, PersonalDatum, PersonalKind, Sensitivity } from './types.ts'

const detectors: readonly RunDetector[] = [detectIdentityCard, detectBankCard, detectMobile, detectLandline]

/** The fewest digits of a number that counts. */
const LEAST_DIGITS = 10

const numbersIn = (text: string): Candidate[] => {
  const found: Candidate[] = []
  for (const cluster of digitClusters(text, LEAST_DIGITS)) {
    eachRun(text, cluster, (run) => {
      for (const detect of detectors) {
        const candidate = detect(run)
        if (candidate !== null) found.push(candidate)
      }
    })
  }
  return found
}

const sensitive: ReadonlySet<PersonalKind> = new Set(['id-card', 'bank-card', 'passport'])

const sensitivityOf = (kind: PersonalKind): Sensitivity => (sensitive.has(kind) ? 'sensitive' : 'general')

/**
 * Finds personal data in free text: numbers by their pattern and check digits, names and addresses by what stands
 * around them. Pure; takes any string, never throws, is linear in its length. The finds do not overlap and are in the
 * order of the text.
 *
 * Hotlines (400, 95xxx), mailboxes of an office, official accounts and the unified social credit code belong to
 * companies and are not found (个人信息保护法第四条: information about natural persons).
 *
 * @param text any string
 * @returns places in UTF-16 units of `text`
 */
export const findPersonalData = (text: string): PersonalDatum[] => {
  const plain = plainTextOf(text)
  const converted = inDigits(plain.text)
  const candidates = [
    ...numbersIn(plain.text),
    ...(converted === null ? [] : numbersIn(converted)),
    ...findEmails(plain.text),
    ...findPassports(plain.text),
    ...findPlates(plain.text),
    ...findMessengerIds(plain.text),
    ...findAddresses(plain.text),
    ...findNames(plain.text),
  ]
  return resolveOverlaps(candidates, plain.text.length).map(({ kind, start, end, confidence }) => {
    const from = plain.startOf(start)
    const to = plain.endOf(end - 1)
    return { kind, start: from, end: to, excerpt: text.slice(from, to), confidence, sensitivity: sensitivityOf(kind) }
  })
}
