import { z } from 'zod'
import type { Catalogue } from '../catalogue.ts'
import type { Operation } from '../operation.ts'

/** Path of an operation: `content.submit-material` is POST /api/v1/content/submit-material. */
export const pathOf = (name: string): string => `/api/v1/${name.replace('.', '/')}`

/** Where an operation is called: at its derived address, and at its short one where it has one (docs/adr/0009). */
export const pathsOf = ({ name, path }: Pick<Operation, 'name' | 'path'>): readonly [string, ...string[]] =>
  path === undefined ? [pathOf(name)] : [path, pathOf(name)]

/** Whether an operation is called at an address of its own: not when it is for a front, which no caller of ours is. */
export const isAddressed = ({ permission }: Pick<Operation, 'permission'>): boolean => permission !== 'front'

/** The OpenAPI 3.1 description of every operation. */
export const openApiOf = (catalogue: Catalogue, { version, serverUrl }: { version: string; serverUrl: string }) => ({
  openapi: '3.1.0',
  info: {
    title: '微盾 Weidun',
    version,
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    description: '每个操作都是一次 POST，参数在 JSON 正文中，网址里不出现任何数据。Every operation is one POST with a JSON body.',
  },
  servers: [{ url: serverUrl }],
  tags: catalogue.modules.map(({ name, title }) => ({ name, description: `${title.zh} ${title.en}` })),
  paths: Object.fromEntries(
    [...catalogue.operations.values()].filter(isAddressed).map((operation) => [
      pathsOf(operation)[0],
      { post: describe(operation, catalogue.moduleOf(operation.name).name) },
    ]),
  ),
  components: {
    securitySchemes: {
      session: { type: 'apiKey', in: 'cookie', name: 'weidun' },
      bearer: { type: 'http', scheme: 'bearer' },
      apiKey: { type: 'http', scheme: 'bearer', bearerFormat: 'wdk_…' },
    },
    schemas: { Problem: problemSchema },
  },
})

const describe = (operation: Operation, tag: string) => ({
  operationId: operation.name,
  tags: [tag],
  summary: operation.summary.zh,
  description: operation.summary.en,
  'x-weidun-permission': operation.permission,
  'x-weidun-effect': operation.effect,
  'x-weidun-records': operation.records,
  ...(operation.permission === 'anyone'
    ? {}
    : { security: [{ session: [] }, { bearer: [] }, ...(operation.byKey ? [{ apiKey: [] }] : [])] }),
  requestBody: {
    required: true,
    content: { 'application/json': { schema: jsonSchema(operation.input, 'input') } },
  },
  responses: {
    200: {
      description: 'OK',
      content: { 'application/json': { schema: jsonSchema(operation.output, 'output') } },
    },
    default: {
      description: 'RFC 9457',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
})

/** JSON Schema 2020-12 of a zod schema, as OpenAPI 3.1 takes it. */
const jsonSchema = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'id'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    id: { type: 'string' },
    reasons: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'text'],
        properties: { code: { type: 'string' }, text: { type: 'string' }, law: { type: 'string' } },
      },
    },
    issues: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}
