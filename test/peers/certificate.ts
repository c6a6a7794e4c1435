import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/**
 * A certificate that signs itself (X.509 version 3, RFC 5280; DER of X.690), for servers of tests: made anew each time,
 * so that no private key lies in the repository.
 */
export const selfSigned = ({ names, addresses }: { names: readonly string[]; addresses: readonly string[] }) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
  // Of two certificates of one name the wrong one would be tried.
  const name = sequence(tag(0x31, sequence(oid('550403'), tag(0x0c, Buffer.from(randomBytes(8).toString('hex'))))))
  const day = 24 * 60 * 60 * 1000
  const moment = (time: number) => tag(0x18, Buffer.from(new Date(time).toISOString().replace(/[-:T]|\.\d+/g, '')))
  const alternatives = sequence(
    ...names.map((text) => tag(0x82, Buffer.from(text))),
    ...addresses.map((text) => tag(0x87, Buffer.from(text.split('.').map(Number)))),
  )
  const content = sequence(
    tag(0xa0, tag(0x02, Buffer.of(2))),
    tag(0x02, Buffer.concat([Buffer.of(1), randomBytes(15)])),
    ecdsaWithSha256,
    name,
    sequence(moment(Date.now() - day), moment(Date.now() + day)),
    name,
    publicKey.export({ format: 'der', type: 'spki' }),
    tag(
      0xa3,
      sequence(
        sequence(oid('551d13'), tag(0x01, Buffer.of(255)), tag(0x04, sequence(tag(0x01, Buffer.of(255))))),
        sequence(oid('551d11'), tag(0x04, alternatives)),
      ),
    ),
  )
  const certificate = sequence(content, ecdsaWithSha256, tag(0x03, Buffer.concat([Buffer.of(0), sign('sha256', content, privateKey)])))
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  }
}

const tag = (type: number, content: Buffer): Buffer => {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.of(type, ...size), content])
}

const sequence = (...parts: readonly Buffer[]): Buffer => tag(0x30, Buffer.concat(parts))

const oid = (hex: string): Buffer => tag(0x06, Buffer.from(hex, 'hex'))
