import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { invoke } from '../src/kernel/invoke.ts'
import type { Operation } from '../src/kernel/operation.ts'
import { startTestApp } from './harness.ts'

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
const boundedFormats = new Set(['uuid', 'date-time', 'date'])

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

const isOpen = (operation: Operation): boolean => operation.permission === 'anyone' || operation.permission === 'signed-in'

describe('every operation', async () => {
  const app = await startTestApp()
  const operations = [...app.catalogue.operations.values()]

  it.each(operations)('$name states a permission that its module declares', (operation) => {
    const declared = app.catalogue.moduleOf(operation.name).permissions
    expect(isOpen(operation) || declared[operation.permission] !== undefined).toBe(true)
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
    .filter((operation) => !isOpen(operation))
    .flatMap((operation) =>
      app.posts.filter((post) => !app.permissionsOf([post]).has(operation.permission)).map((post) => ({ name: operation.name, post })),
    )

  it.each(pairs)('$name is refused to the post $post (ACC-1)', async ({ name, post }) => {
    const actor = app.personHolding([post])
    const call = invoke(app.inner, name, {}, { actor, origin: { request: 'test' }, locale: 'zh' })
    await expect(call).rejects.toMatchObject({ code: 'permission.missing' })
  })
})
