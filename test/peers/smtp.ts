import { once } from 'node:events'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { SMTPServer } from 'smtp-server'
import { selfSigned } from './certificate.ts'

type Options = {
  encryption: 'implicit' | 'starttls' | 'none'
  account: { user: string; password: string }
  /** Whether this process trusts the server's certificate. */
  trusted?: boolean
}

export type SmtpPeer = {
  port: number
  /** Every message taken, oldest first, as it came. */
  received: { from: string; to: string[]; encrypted: boolean; raw: string }[]
  /** How recipients, senders and messages are answered from now on; undefined is well. */
  answer: (code: { recipient?: number; sender?: number; message?: number }) => void
  /** Takes the next message and never says so. */
  fallSilent: () => void
  close: () => Promise<void>
}

const refusal = (responseCode: number): Error => Object.assign(new Error('no, zhangsan@example.com'), { responseCode })

/** A mail server that wants a sign-in and keeps what it takes. */
export const startSmtp = async ({ encryption, account, trusted = true }: Options): Promise<SmtpPeer> => {
  const { cert, key } = selfSigned({ names: ['localhost'], addresses: ['127.0.0.1'] })
  if (trusted) setDefaultCACertificates([...getCACertificates('default'), cert])
  const received: SmtpPeer['received'] = []
  let codes: Parameters<SmtpPeer['answer']>[0] = {}
  let silent = false
  const server = new SMTPServer({
    secure: encryption === 'implicit',
    cert,
    key,
    disabledCommands: encryption === 'none' ? ['STARTTLS'] : [],
    allowInsecureAuth: encryption === 'none',
    size: 1024 * 1024,
    disableReverseLookup: true,
    logger: false,
    onAuth: ({ username, password }, _, callback) => {
      if (username === account.user && password === account.password) callback(null, { user: username })
      else callback(Object.assign(new Error('no'), { responseCode: 535 }))
    },
    onMailFrom: (_, __, callback) => callback(codes.sender === undefined ? null : refusal(codes.sender)),
    onRcptTo: (_, __, callback) => callback(codes.recipient === undefined ? null : refusal(codes.recipient)),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          encrypted: session.secure,
          raw: Buffer.concat(chunks).toString('utf8'),
        })
        if (silent) return
        callback(codes.message === undefined ? null : refusal(codes.message))
      })
    },
  })
  // A client that hangs up is no fault of the server.
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    received,
    answer: (next) => {
      codes = next
    },
    fallSilent: () => {
      silent = true
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}
