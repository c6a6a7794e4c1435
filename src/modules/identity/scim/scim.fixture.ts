import type { TestApp } from '../../../../test/harness.ts'
import { hire } from '../../../../test/hire.ts'
import { serveTestApp } from '../../../../test/served.ts'
import { identityDatabase } from '../database.ts'
import { enterpriseUrn, patchUrn, userUrn } from './urns.ts'

export type ScimAnswer = { status: number; headers: Headers; body: Record<string, unknown> }

const operations = [
  'identity.find-scim-people',
  'identity.add-scim-person',
  'identity.change-scim-person',
  'identity.remove-scim-person',
  'identity.find-scim-departments',
]

/** A company with two security administrators, and a directory that has a key, over HTTP. */
export const connectScim = async (app: TestApp) => {
  const server = await serveTestApp(app)
  const administratorId = await hire(app, { name: '管理员', department: '信息安全部', posts: ['security-administrator'] })
  const secondId = await hire(app, { name: '副管理员', department: '信息安全部', posts: ['security-administrator'] })
  const administrator = await app.as(administratorId)
  let keys = 0
  const giveKey = async (given: readonly string[] = operations, callsPerMinute = 6000) => {
    keys += 1
    return app.call('identity.create-api-key', { name: `通讯录 ${keys}`, operations: [...given], days: 90, callsPerMinute }, administrator)
  }
  const { key, id: keyId } = await giveKey()

  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<ScimAnswer> => {
    const response = await fetch(`${server.base}/scim/v2${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) }
  }

  let added = 0
  const user = (change: Record<string, unknown> = {}) => {
    added += 1
    return {
      schemas: [userUrn, enterpriseUrn],
      userName: `staff-${added}@weidun.example`,
      externalId: `ext-${added}`,
      displayName: `林知夏${added}`,
      active: true,
      [enterpriseUrn]: { department: '市场部' },
      ...change,
    }
  }
  /** Adds somebody and says their id. */
  const add = async (change: Record<string, unknown> = {}): Promise<string> => String((await send('POST', '/Users', user(change))).body['id'])
  const patch = (id: string, ...changes: readonly Record<string, unknown>[]) =>
    send('PATCH', `/Users/${id}`, { schemas: [patchUrn], Operations: changes })
  const stateOf = async (id: string) =>
    (await identityDatabase(app.db).selectFrom('person').select('state').where('id', '=', id).executeTakeFirst())?.state

  return { server, administrator, administratorId, secondId, giveKey, keyId, key, send, user, add, patch, stateOf }
}
