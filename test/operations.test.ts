import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { isOpenPermission } from '../src/kernel/actor.ts'
import { invoke } from '../src/kernel/invoke.ts'
import { startTestApp } from './harness.ts'
import { serveTestApp } from './served.ts'

/** A node of a JSON Schema, as far as bounds are concerned. */
type Node = {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  maxLength?: number
  maxItems?: number
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
  items?: Node
  properties?: Record<string, Node>
  additionalProperties?: Node | boolean
  propertyNames?: Node
  anyOf?: Node[]
  oneOf?: Node[]
  allOf?: Node[]
  format?: string
}

/** Formats whose length is fixed by what they are. */
const boundedFormats = new Set(['uuid', 'guid', 'date-time', 'date'])

/** Paths of an input at which something without an upper bound may be sent. */
const unbounded = (node: Node, path = ''): string[] => {
  if (node.enum !== undefined || 'const' in node) return []
  const branches = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])]
  if (branches.length > 0) return branches.flatMap((branch) => unbounded(branch, path))
  switch (node.type) {
    case 'string':
      return node.maxLength !== undefined || boundedFormats.has(node.format ?? '') ? [] : [path]
    case 'array':
      return [...(node.maxItems === undefined ? [path] : []), ...unbounded(node.items ?? {}, `${path}[]`)]
    case 'integer':
    case 'number':
      return node.maximum !== undefined && (node.minimum ?? node.exclusiveMinimum) !== undefined ? [] : [path]
    case 'boolean':
    case 'null':
      return []
    case 'object': {
      const fields = Object.entries(node.properties ?? {}).flatMap(([name, field]) => unbounded(field, `${path}.${name}`))
      const extra = node.additionalProperties
      return typeof extra === 'object' && Object.keys(extra).length > 0 ? [...fields, `${path}.*`] : fields
    }
    default:
      return [`${path} (${JSON.stringify(node)})`]
  }
}

/**
 * Changes outside one's own account that name no permission. Whoever adds one shows that it asks inside for a right, or
 * changes only what is one's own.
 */
const changesForAnybody: readonly string[] = [
  'accounts.add-alert-evidence',
  'accounts.claim-alert',
  'accounts.complete-alert-step',
  'accounts.decide-alert',
  'accounts.open-takeover-case',
  'accounts.report-alert',
  'content.approve-review',
  'content.claim-review',
  'content.release-review',
  'content.return-review',
  'desk.mark-notices-read',
      'leaving.complete-item',
]

describe('every operation', async () => {
  const app = await startTestApp()
  const operations = [...app.catalogue.operations.values()]

  it.each(operations)('$name states a permission that its module declares', (operation) => {
    const declared = app.catalogue.moduleOf(operation.name).permissions
    expect(isOpenPermission(operation.permission) || declared[operation.permission] !== undefined).toBe(true)
  })

  it.each(operations)('$name takes a bounded input', (operation) => {
    expect(unbounded(z.toJSONSchema(operation.input, { io: 'input' }) as Node)).toEqual([])
  })

  it.each(operations)('$name records its effect, or is a read that says why it does not', (operation) => {
    if ('unrecorded' in operation.records) {
      expect(operation.effect).toBe('read')
      expect(operation.records.unrecorded.length).toBeGreaterThan(10)
    } else {
      expect(operation.records.length).toBeGreaterThan(0)
    }
  })

  it.each(operations.filter((operation) => operation.permission !== 'anyone'))(
    '$name is refused to whoever has not signed in',
    async ({ name }) => {
      const caller = { actor: { kind: 'anonymous' as const }, origin: { request: 'test' }, locale: 'zh' as const }
      await expect(invoke(app.inner, name, {}, caller)).rejects.toMatchObject({ kind: 'unauthenticated' })
    },
  )

  const pairs = operations
    .filter((operation) => !isOpenPermission(operation.permission))
    .flatMap((operation) =>
      app.posts.filter((post) => !app.permissionsOf([post]).has(operation.permission)).map((post) => ({ name: operation.name, post })),
    )

  it.each(pairs)('$name is refused to the post $post (ACC-1)', async ({ name, post }) => {
    const actor = app.personHolding([post])
    const call = invoke(app.inner, name, {}, { actor, origin: { request: 'test' }, locale: 'zh' })
    await expect(call).rejects.toMatchObject({ code: 'permission.missing' })
  })

  it('leaves to every signed-in person only changes of what is their own, or that ask for a right inside', () => {
    const changes = operations.filter(({ effect, permission }) => effect === 'change' && permission === 'signed-in')
    const others = changes.map(({ name }) => name).filter((name) => !name.startsWith('identity.'))
    expect(others.toSorted()).toEqual(changesForAnybody)
  })

  it('has no permission that every post lacks: what nobody may do would be dead', () => {
    const held = app.permissionsOf(app.posts)
    expect(operations.filter(({ permission }) => !isOpenPermission(permission) && !held.has(permission))).toEqual([])
  })
})

describe('every way in for protocols of others (docs/adr/0020)', async () => {
  const app = await startTestApp()
  const server = await serveTestApp(app)
  // Pages for people outside are open to whoever comes; what they ask for is tested where they are.
  const fronts = app.catalogue.fronts.filter(({ caller }) => caller !== 'anyone').flatMap((front) => front.methods.map((method) => ({ ...front, method })))

  it.each(fronts)('$method $path is refused to strangers, to sessions and to cookies', async ({ path, method, caller }) => {
    const strangers: Record<string, string>[] = [{}, { authorization: 'Bearer a-session-token' }, { cookie: 'weidun=a-session-token' }]
    for (const headers of strangers) {
      const sent = ['GET', 'HEAD'].includes(method) ? {} : { body: '{}' }
      const { status } = await fetch(server.base + path, { method, headers, ...sent })
      // What a protocol proves by a signature is for its operation to refuse, in the protocol's own way.
      expect(status === 401 || (caller === 'signature' && status >= 400 && status < 500)).toBe(true)
    }
  })

  it('reads no more of a body than an operation does', () => {
    for (const { bodyLimit } of app.catalogue.fronts) expect(bodyLimit).toBeLessThanOrEqual(256 * 1024)
  })
})
