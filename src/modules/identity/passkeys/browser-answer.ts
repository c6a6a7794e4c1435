import { z } from 'zod'

/** Base64url of bytes that a browser hands on. */
const bytes = (most: number) => z.string().min(1).max(most).regex(/^[\w-]+$/)

const credential = {
  id: bytes(1400),
  rawId: bytes(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.string().max(40).nullish(),
  // Extensions are neither asked for nor believed.
  clientExtensionResults: z.object({}).optional(),
}

/** A new passkey as `navigator.credentials.create` answers it (WebAuthn Level 3, section 5.2.1, as JSON). */
export const creationAnswer = z.strictObject({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(4000),
    attestationObject: bytes(22_000),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
})

/** The use of a passkey as `navigator.credentials.get` answers it (WebAuthn Level 3, section 5.2.2, as JSON). */
export const assertionAnswer = z.strictObject({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(4000),
    authenticatorData: bytes(4000),
    signature: bytes(6000),
    userHandle: bytes(200).nullish(),
  }),
})

export type AssertionAnswer = z.output<typeof assertionAnswer>
