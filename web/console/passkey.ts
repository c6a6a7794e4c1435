import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser'
import { call } from './api.ts'
import type { Input } from './api.ts'

/** Why a browser gave no passkey. `given-up`: the person closed its dialog, or took too long. */
export type PasskeyFailure = 'unsupported' | 'given-up' | 'known-already' | 'failed'

/** The browser gave no passkey. */
export class PasskeyError extends Error {
  readonly failure: PasskeyFailure

  constructor(failure: PasskeyFailure, options?: ErrorOptions) {
    super(failure, options)
    this.failure = failure
  }
}

/** Whether this browser, at this address, can use passkeys: they need TLS, or this machine by its name. */
export const passkeysWork = (): boolean => browserSupportsWebAuthn() && window.isSecureContext

const failureOf = (error: unknown): PasskeyFailure => {
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'known-already'
  return error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError') ? 'given-up' : 'failed'
}

/**
 * Has the browser make a passkey and registers it under a name.
 * @throws PasskeyError, ApiProblem
 */
export const addPasskey = async (name: string) => {
  if (!passkeysWork()) throw new PasskeyError('unsupported')
  const { options } = await call('identity.begin-passkey', {})
  // The server made the options with the same library; its types describe their JSON.
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON
  const answer = await startRegistration({ optionsJSON }).catch((cause: unknown) => {
    throw new PasskeyError(failureOf(cause), { cause })
  })
  return call('identity.finish-passkey', { name, answer: answer as unknown as Input<'identity.finish-passkey'>['answer'] })
}

/**
 * Has the browser prove a passkey.
 * @param ticket of a sign-in whose password was right; without it, whoever is signed in, or whoever the passkey is
 * @throws PasskeyError, ApiProblem
 */
export const provePasskey = async (ticket?: string): Promise<Input<'identity.sign-in-by-passkey'>['answer']> => {
  if (!passkeysWork()) throw new PasskeyError('unsupported')
  const { options } = await call('identity.ask-passkey', ticket === undefined ? {} : { ticket })
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON
  const answer = await startAuthentication({ optionsJSON }).catch((cause: unknown) => {
    throw new PasskeyError(failureOf(cause), { cause })
  })
  return answer as unknown as Input<'identity.sign-in-by-passkey'>['answer']
}
