import { z } from 'zod'
import { channel, consentPurpose } from '../fields.ts'
import { customerSources } from '../ports.ts'

const day = z.iso.date()

/** Whom an audience takes in; what is empty or null excludes nobody. It says nothing personal. */
export const audienceFilter = z.strictObject({
  sources: z.array(z.enum(customerSources)).max(customerSources.length),
  departmentIds: z.array(z.uuid().toLowerCase()).max(50),
  /** Days in Beijing, both included. */
  registeredFrom: day.nullable(),
  registeredUntil: day.nullable(),
  consent: z.strictObject({ purpose: consentPurpose, channel }).nullable(),
  /** Only the people of the list that was brought. */
  listed: z.boolean(),
})
