import { z } from 'zod'
import { bases, keepings, keysOf, sources } from './origin.ts'
import { refusePersonalData } from './fields/input.ts'
import { evidenceLater } from './problems.ts'

export const sourceInput = z.strictObject({
  kind: z.enum(keysOf(sources)),
  /** Which form, shop or order; no personal data. */
  detail: z.string().trim().min(2).max(200),
})

export const consentInput = z.strictObject({
  basis: z.enum(keysOf(bases)),
  /** Where it can be looked up: form and version, contract, recording; no personal data. */
  evidence: z.string().trim().min(4).max(500),
  at: z.iso.datetime({ offset: true }),
  /** A consent of its own for sensitive data. */
  separate: z.boolean(),
  guardian: z.boolean(),
})

/** Until when the law demands keeping, and which. */
export const keptInput = z.strictObject({ until: z.iso.date(), for: z.enum(keysOf(keepings)) }).nullable()

type Origin = { source: z.output<typeof sourceInput>; consent: z.output<typeof consentInput> }

/**
 * The columns that say where data come from and by what right.
 * @throws Problem `customer.personal-data-in-note`, `customer.evidence-later`
 */
export const consentColumns = (consent: Origin['consent'], now: Date, values: readonly string[]) => {
  refusePersonalData({ zh: '依据', en: 'Evidence' }, consent.evidence, values)
  const at = new Date(consent.at)
  if (at > now) throw evidenceLater()
  return {
    basis: consent.basis,
    evidence: consent.evidence,
    evidence_at: at,
    separate_consent: consent.separate,
    guardian_consent: consent.guardian,
  }
}

/** @throws Problem `customer.personal-data-in-note` */
export const sourceColumns = ({ kind, detail }: Origin['source'], values: readonly string[]) => {
  refusePersonalData({ zh: '来源说明', en: 'Source' }, detail, values)
  return { source: kind, source_detail: detail }
}
