import { z } from 'zod'
import { assertionAnswer } from '../passkeys/browser-answer.ts'
import { typedRecoveryCode } from '../recovery/recovery-code.ts'
import { typedPassword } from '../sign-in/login-name.ts'
import { typedCode } from '../totp/typed-code.ts'

const passkey = z.strictObject({ factor: z.literal('passkey'), answer: assertionAnswer })
const totp = z.strictObject({ factor: z.literal('totp'), code: typedCode })
const sms = z.strictObject({ factor: z.literal('sms'), code: typedCode })
const recoveryCode = z.strictObject({ factor: z.literal('recovery-code'), code: typedRecoveryCode })
const password = z.strictObject({ factor: z.literal('password'), password: typedPassword })

/** What somebody proves themselves with after the password. */
export const secondProof = z.discriminatedUnion('factor', [passkey, totp, sms, recoveryCode])

/** What somebody who is signed in proves themselves with again. */
export const anyProof = z.discriminatedUnion('factor', [passkey, totp, sms, password])

export type Proof = z.output<typeof secondProof> | z.output<typeof anyProof>
