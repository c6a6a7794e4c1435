import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { encodeCBOR } from '@levischuck/tiny-cbor'

type Traits = {
  /** Where the browser believes to be. */
  origin?: string
  siteId?: string
  aaguid?: string
  /** Whether the key may be synchronised to other devices. */
  synced?: boolean
  verifiesUser?: boolean
  /** `none` states no model. */
  attestation?: 'packed' | 'none'
}

const flags = { userPresent: 0x01, userVerified: 0x04, backupEligible: 0x08, backedUp: 0x10, credential: 0x40 }
const sha256 = (data: Uint8Array | string): Buffer => createHash('sha256').update(data).digest()
const base64url = (data: Uint8Array): string => Buffer.from(data).toString('base64url')

const coseKey = (key: KeyObject): Uint8Array => {
  const { x, y } = key.export({ format: 'jwk' })
  const point = (part: string | undefined) => new Uint8Array(Buffer.from(part ?? '', 'base64url'))
  return encodeCBOR(new Map<number, number | Uint8Array>([[1, 2], [3, -7], [-1, 1], [-2, point(x)], [-3, point(y)]]))
}

/**
 * An authenticator with its browser, in software: ES256, packed self attestation, a counter. It answers as WebAuthn
 * Level 3 says (sections 5.2 and 6.5.4), and where told so otherwise, as an attacker would.
 */
export const softwareAuthenticator = (traits: Traits = {}) => {
  const { origin = 'https://weidun.example', siteId = 'weidun.example', synced = false, verifiesUser = true } = traits
  const { aaguid = '00000000-0000-0000-0000-000000000000', attestation = 'packed' } = traits
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credentialId = randomBytes(32)
  let counter = 0

  const clientData = (type: string, challenge: unknown): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const authenticatorData = (withCredential: boolean): Buffer => {
    counter += 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    const bits =
      flags.userPresent |
      (verifiesUser ? flags.userVerified : 0) |
      (synced ? flags.backupEligible | flags.backedUp : 0) |
      (withCredential ? flags.credential : 0)
    const length = Buffer.alloc(2)
    length.writeUInt16BE(credentialId.length)
    const credential = withCredential
      ? [Buffer.from(aaguid.replaceAll('-', ''), 'hex'), length, credentialId, coseKey(publicKey)]
      : []
    return Buffer.concat([sha256(siteId), Buffer.of(bits), count, ...credential])
  }
  const sign = (data: Uint8Array, client: Uint8Array): Uint8Array =>
    new Uint8Array(createSign('sha256').update(data).update(sha256(client)).sign(privateKey))
  const credential = { id: base64url(credentialId), rawId: base64url(credentialId), type: 'public-key' as const }

  return {
    /** What `navigator.credentials.create` answers. */
    create: (options: Record<string, unknown>) => {
      const data = authenticatorData(true)
      const client = clientData('webauthn.create', options['challenge'])
      const statement =
        attestation === 'none'
          ? new Map<string, number | Uint8Array>()
          : new Map<string, number | Uint8Array>([['alg', -7], ['sig', sign(data, client)]])
      const object = encodeCBOR(
        new Map<string, string | Uint8Array | Map<string, number | Uint8Array>>([
          ['fmt', attestation],
          ['attStmt', statement],
          ['authData', new Uint8Array(data)],
        ]),
      )
      const response = { clientDataJSON: base64url(client), attestationObject: base64url(object), transports: ['usb'] }
      return { ...credential, response, clientExtensionResults: {} }
    },
    /** What `navigator.credentials.get` answers. */
    get: (options: Record<string, unknown>) => {
      const data = authenticatorData(false)
      const client = clientData('webauthn.get', options['challenge'])
      const response = {
        clientDataJSON: base64url(client),
        authenticatorData: base64url(data),
        signature: base64url(sign(data, client)),
      }
      return { ...credential, response, clientExtensionResults: {} }
    },
    /** Sets its counter back, as a copy that was made earlier has it. */
    rewind: (to: number): void => {
      counter = to
    },
  }
}

export type SoftwareAuthenticator = ReturnType<typeof softwareAuthenticator>
