import { describe, expect, it } from 'vitest'
import { signAcs3 } from './aliyun/sign-acs3.ts'
import published from './fixtures/signatures.json' with { type: 'json' }
import { signTc3 } from './tencent-cloud/sign-tc3.ts'

const vector = (id: string) => {
  const found = published.vectors.find((one) => one.id === id)
  if (found === undefined) throw new Error(`there is no vector ${id}`)
  return found
}

describe('signatures are those of the published vectors (CNT-2)', () => {
  it.each(['tc3_cvm_doc', 'tc3_sms_regression'])('TC3-HMAC-SHA256: %s', (id) => {
    const { input, expect: wanted } = vector(id)
    const { signature } = signTc3({
      secretId: input.secretId ?? '',
      secretKey: input.secretKey ?? '',
      service: input.service ?? '',
      timestamp: input.timestamp ?? 0,
      headers: input.signedHeaders ?? {},
      body: input.payload ?? '',
    })
    expect(signature).toBe(wanted.signature)
  })

  it('ACS3-HMAC-SHA256: acs3_doc', () => {
    const { input, expect: wanted } = vector('acs3_doc')
    const { signature, authorization } = signAcs3({
      accessKeyId: input.accessKeyId ?? '',
      accessKeySecret: input.accessKeySecret ?? '',
      path: input.path ?? '',
      query: input.query ?? '',
      headers: input.headers ?? {},
      body: input.body ?? '',
    })
    expect(signature).toBe(wanted.signature)
    expect(authorization).toBe(
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;' +
        `x-acs-signature-nonce;x-acs-version,Signature=${wanted.signature}`,
    )
  })
})
