import type { Resource } from './resources.ts'
import { mostResults } from './query.ts'
import { enterpriseUrn, groupUrn, scimPath, userUrn } from './urns.ts'

const schemaUrn = 'urn:ietf:params:scim:schemas:core:2.0:Schema'

/** What this service offers (RFC 7643, section 5). */
export const serviceProviderConfig = (origin: string): Resource => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: mostResults },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: '接口密钥 API key',
      description: 'Authorization: Bearer wdk_…',
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${origin}${scimPath}/ServiceProviderConfig` },
})

/** The kinds of resource (RFC 7643, section 6). */
export const resourceTypes = (origin: string): readonly Resource[] => [
  {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: 'User',
    name: 'User',
    description: '人员 Person',
    endpoint: '/Users',
    schema: userUrn,
    schemaExtensions: [{ schema: enterpriseUrn, required: false }],
    meta: { resourceType: 'ResourceType', location: `${origin}${scimPath}/ResourceTypes/User` },
  },
  {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: 'Group',
    name: 'Group',
    description: '部门 Department',
    endpoint: '/Groups',
    schema: groupUrn,
    schemaExtensions: [],
    meta: { resourceType: 'ResourceType', location: `${origin}${scimPath}/ResourceTypes/Group` },
  },
]

type Attribute = Readonly<Record<string, unknown>>

const attribute = (name: string, description: string, more: Attribute = {}): Attribute => ({
  name,
  type: 'string',
  multiValued: false,
  description,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...more,
})

const readOnly = { mutability: 'readOnly' }
const list = { type: 'complex', multiValued: true, ...readOnly }
const link = (to: string): readonly Attribute[] => [
  attribute('value', 'id', readOnly),
  attribute('$ref', 'URI', { type: 'reference', referenceTypes: [to], caseExact: true, ...readOnly }),
  attribute('display', '名称 Name', readOnly),
  attribute('type', '类型 Kind', readOnly),
]

/** What of the schemas is kept here (RFC 7643, section 7); whatever else is sent is accepted and not kept. */
export const schemas = (origin: string): readonly Resource[] =>
  [
    {
      id: userUrn,
      name: 'User',
      description: '人员 Person',
      attributes: [
        attribute('userName', '登录名 Login name, 3 to 60 characters', { required: true, uniqueness: 'server' }),
        attribute('displayName', '姓名 Name, at most 60 characters'),
        attribute('name', '姓名 Name', {
          type: 'complex',
          subAttributes: [
            attribute('formatted', '姓名 Whole name'),
            attribute('familyName', '姓 Family name', { mutability: 'writeOnly', returned: 'never' }),
            attribute('givenName', '名 Given name', { mutability: 'writeOnly', returned: 'never' }),
          ],
        }),
        attribute('active', '是否在职 Whether they are here', { type: 'boolean' }),
        attribute('groups', '所在部门 Department', { ...list, subAttributes: link('Group') }),
      ],
    },
    {
      id: enterpriseUrn,
      name: 'EnterpriseUser',
      description: '企业信息 Enterprise',
      attributes: [attribute('department', '部门名称 Name of the department', { caseExact: true })],
    },
    {
      id: groupUrn,
      name: 'Group',
      description: '部门 Department, read only',
      attributes: [
        attribute('displayName', '部门名称 Name', readOnly),
        attribute('members', '人员 People', { ...list, subAttributes: link('User') }),
      ],
    },
  ].map((schema) => ({
    schemas: [schemaUrn],
    ...schema,
    meta: { resourceType: 'Schema', location: `${origin}${scimPath}/Schemas/${schema.id}` },
  }))
