import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp } from '../../../../test/harness.ts'
import { connectScim } from './scim.fixture.ts'
import { enterpriseUrn, errorUrn, groupUrn, listUrn, patchUrn, searchUrn, userUrn } from './urns.ts'

const missing = '00000000-0000-7000-8000-000000000000'

describe.each(testDatabases())('SCIM 2.0 by the examples of RFC 7644 on $name', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const { send, add, user, patch } = await connectScim(app)
  const resourcesOf = (body: Record<string, unknown>) => body['Resources'] as Record<string, unknown>[]

  describe('3.3, creating', () => {
    it('answers 201 with the resource, its address and its version', async () => {
      const { status, headers, body } = await send('POST', '/Users', {
        schemas: [userUrn],
        userName: 'bjensen',
        externalId: 'bjensen',
        name: { formatted: 'Ms. Barbara J Jensen III', familyName: 'Jensen', givenName: 'Barbara' },
      })
      expect(status).toBe(201)
      expect(headers.get('content-type')).toBe('application/scim+json')
      expect(body).toMatchObject({
        schemas: [userUrn, enterpriseUrn],
        externalId: 'bjensen',
        userName: 'bjensen',
        displayName: 'Ms. Barbara J Jensen III',
        name: { formatted: 'Ms. Barbara J Jensen III' },
        active: true,
        meta: { resourceType: 'User', created: app.clock.now().toISOString() },
      })
      const { location, version } = body['meta'] as Record<string, string>
      expect(headers.get('location')).toBe(location)
      expect(location).toBe(`http://127.0.0.1/scim/v2/Users/${String(body['id'])}`)
      expect(headers.get('etag')).toBe(version)
      expect(version).toMatch(/^W\/"[0-9a-f]{20}"$/)
    })

    it('answers 409 uniqueness when it is sent again', async () => {
      const again = { schemas: [userUrn], userName: 'BJensen', externalId: 'other' }
      const { status, headers, body } = await send('POST', '/Users', again)
      expect(status).toBe(409)
      expect(headers.get('content-type')).toBe('application/scim+json')
      expect(body).toMatchObject({ schemas: [errorUrn], status: '409', scimType: 'uniqueness', detail: expect.stringContaining('bjensen') })
      const taken = await send('POST', '/Users', { schemas: [userUrn], userName: 'bjensen-2', externalId: 'bjensen' })
      expect(taken.body).toMatchObject({ status: '409', scimType: 'uniqueness' })
      expect((await send('GET', '/Users?filter=userName%20eq%20%22bjensen-2%22')).body).toMatchObject({ totalResults: 0 })
    })

    it.each([
      ['no JSON', '{', 'invalidSyntax'],
      ['no object', '[]', 'invalidSyntax'],
      ['no UTF-8 text', '"\\ud800"', 'invalidSyntax'],
      ['another schema', { schemas: [groupUrn], userName: 'somebody' }, 'invalidSyntax'],
      ['no schema', { userName: 'somebody' }, 'invalidSyntax'],
      ['no userName', { schemas: [userUrn], displayName: '某某' }, 'invalidValue'],
      ['a userName of another type', { schemas: [userUrn], userName: 5 }, 'invalidValue'],
      ['a userName that is too long', { schemas: [userUrn], userName: 'x'.repeat(61) }, 'invalidValue'],
      ['a userName that cannot be kept', { schemas: [userUrn], userName: 'a b' }, 'invalidValue'],
      ['a name that is too long', { schemas: [userUrn], userName: 'somebody', displayName: 'x'.repeat(61) }, 'invalidValue'],
      ['an active of another type', { schemas: [userUrn], userName: 'somebody', active: 1 }, 'invalidValue'],
      ['nobody who is active', { schemas: [userUrn], userName: 'somebody', active: false }, 'invalidValue'],
      ['an extension of another type', { schemas: [userUrn], userName: 'somebody', [enterpriseUrn]: [] }, 'invalidValue'],
    ])('answers 400 to %s', async (_what, body, scimType) => {
      const answer = await send('POST', '/Users', body)
      expect([answer.status, answer.body]).toMatchObject([400, { schemas: [errorUrn], status: '400', scimType }])
    })

    it('refuses what is nested without end', async () => {
      const deep = `{"schemas":["${userUrn}"],"userName":${'['.repeat(5000)}${']'.repeat(5000)}}`
      expect((await send('POST', '/Users', deep)).body).toMatchObject({ status: '400', scimType: 'invalidSyntax' })
    })

    it('takes names of attributes in any case, and leaves aside what is of no use here', async () => {
      const { status, body } = await send('POST', '/Users', {
        Schemas: [userUrn],
        USERNAME: 'case-test',
        displayname: '大小写',
        password: 'ignored-and-never-kept',
        emails: [{ value: 'case@weidun.example', primary: true }],
        roles: [{ value: 'security-administrator' }],
        'urn:example:custom:1.0:User': { tag: 'x' },
        [enterpriseUrn.toUpperCase()]: { DEPARTMENT: '法务部', manager: { value: '26118915' } },
      })
      expect(status).toBe(201)
      expect(body).toMatchObject({ userName: 'case-test', [enterpriseUrn]: { department: '法务部' } })
      expect(JSON.stringify(body)).not.toMatch(/ignored|case@|roles|custom/)
    })
  })

  describe('3.4.1, reading one', () => {
    it('answers with it, and 304 to whoever has it already', async () => {
      const id = await add()
      const { status, headers, body } = await send('GET', `/Users/${id}`)
      expect([status, body['id']]).toEqual([200, id])
      const etag = headers.get('etag') ?? ''
      const again = await send('GET', `/Users/${id}`, undefined, { 'if-none-match': etag })
      expect([again.status, again.body]).toEqual([304, {}])
      expect((await send('GET', `/Users/${id}`, undefined, { 'if-none-match': 'W/"other"' })).status).toBe(200)
    })

    it.each([`/Users/${missing}`, '/Users/2819c223', '/Users/a/b', '/Nothing', '', '/Groups/x', `/Groups/${missing}`, '/Schemas/x'])(
      'answers 404 at %s',
      async (path) => {
        const { status, body } = await send('GET', path)
        expect([status, body]).toMatchObject([404, { schemas: [errorUrn], status: '404' }])
      },
    )

    it('gives the attributes that are asked for (3.9)', async () => {
      const id = await add()
      expect((await send('GET', `/Users/${id}?attributes=userName,name.formatted`)).body).toEqual({
        schemas: expect.any(Array),
        id,
        userName: expect.any(String),
        name: expect.any(Object),
      })
      const without = (await send('GET', `/Users/${id}?excludedAttributes=groups,meta,id,${enterpriseUrn}`)).body
      expect(Object.keys(without).toSorted()).toEqual(['active', 'displayName', 'externalId', 'id', 'name', 'schemas', 'userName'])
    })
  })

  describe('3.4.2, looking up', () => {
    it.each([
      ['userName eq "FILTER-Me@weidun.example"', 1],
      ['USERNAME EQ "filter-me@weidun.example"', 1],
      [`${userUrn}:userName eq "filter-me@weidun.example"`, 1],
      ['externalId eq "filter-\\"ext\\u4e00"', 1],
      ['externalId eq "FILTER-\\"ext\\u4e00"', 0],
      ['displayName eq "筛选" and active eq true', 1],
      ['displayName eq "筛选" and active eq false', 0],
      ['userName eq "filter-me@weidun.example" and externalId eq "other"', 0],
      ['id eq "2819c223"', 0],
      ['userName eq ""', 0],
      [`userName eq "${'x'.repeat(200)}"`, 0],
      ['userName eq "x\' or 1=1 --"', 0],
    ])('finds by %.60s', async (filter, total) => {
      const me = user({ userName: 'filter-me@weidun.example', externalId: 'filter-"ext一', displayName: '筛选' })
      await send('POST', '/Users', me)
      const { status, body } = await send('GET', `/Users?filter=${encodeURIComponent(filter)}`)
      expect([status, body]).toMatchObject([200, { schemas: [listUrn], totalResults: total, itemsPerPage: total, startIndex: 1 }])
    })

    it.each([
      'userName',
      'userName eq',
      'userName eq bjensen',
      'userName eq "a" or userName eq "b"',
      'userName eq "a" and userName eq "b"',
      'userName eq "a" and',
      'userName eq "a" externalId eq "b"',
      'not (userName eq "a")',
      '(userName eq "a")',
      'userName co "a"',
      'title pr',
      'emails[type eq "work"]',
      'active eq "true"',
      'userName eq true',
      'userName eq "a\\x"',
      'password eq "a"',
      '__proto__ eq "a"',
      'constructor eq "a"',
      `userName eq "${'x'.repeat(900)}"`,
      `${'userName eq "a" and '.repeat(50)}active eq true`,
      '',
    ])('answers 400 invalidFilter to %.40s', async (filter) => {
      const { status, body } = await send('GET', `/Users?filter=${encodeURIComponent(filter)}`)
      expect([status, body]).toMatchObject([400, { status: '400', scimType: 'invalidFilter' }])
    })

    it('pages, one-based, with bounds (3.4.2.4)', async () => {
      for (let more = 0; more < 5; more += 1) await add()
      const all = (await send('GET', '/Users?count=1000')).body
      const total = Number(all['totalResults'])
      expect(total).toBeGreaterThanOrEqual(7)
      const second = (await send('GET', '/Users?startIndex=3&count=2')).body
      expect(second).toMatchObject({ totalResults: total, startIndex: 3, itemsPerPage: 2 })
      expect(resourcesOf(second)).toEqual(resourcesOf(all).slice(2, 4))
      expect((await send('GET', '/Users?count=0')).body).toMatchObject({ totalResults: total, itemsPerPage: 0, Resources: [] })
      expect((await send('GET', '/Users?count=-5&startIndex=-1')).body).toMatchObject({ itemsPerPage: 0, startIndex: 1 })
      expect((await send('GET', '/Users?startIndex=99999999999')).body).toMatchObject({ itemsPerPage: 0, totalResults: total })
      expect((await send('GET', '/Users?count=ten')).body).toMatchObject({ status: '400', scimType: 'invalidValue' })
    })

    it('takes a search in a body, which no log of addresses sees (3.4.3)', async () => {
      const id = await add({ userName: 'searched@weidun.example' })
      const search = { schemas: [searchUrn], attributes: ['userName'], filter: 'userName eq "searched@weidun.example"', startIndex: 1, count: 10 }
      const { body } = await send('POST', '/Users/.search', search)
      expect(resourcesOf(body)).toEqual([{ schemas: expect.any(Array), id, userName: 'searched@weidun.example' }])
      expect((await send('GET', '/Users/.search')).status).toBe(501)
    })
  })

  describe('3.5.1, replacing', () => {
    it('changes what is sent, and says the same twice', async () => {
      const id = await add()
      const wish = {
        schemas: [userUrn, enterpriseUrn],
        id: 'ignored',
        meta: { version: 'ignored' },
        userName: 'replaced@weidun.example',
        externalId: 'replaced',
        displayName: '顾南舟',
        active: true,
        [enterpriseUrn]: { department: '客服部' },
      }
      const first = await send('PUT', `/Users/${id}`, wish)
      expect(first.status).toBe(200)
      expect(first.body).toMatchObject({ id, userName: 'replaced@weidun.example', externalId: 'replaced', displayName: '顾南舟', [enterpriseUrn]: { department: '客服部' } })
      expect((await send('PUT', `/Users/${id}`, wish)).body).toEqual(first.body)
      expect((await send('PUT', `/Users/${missing}`, wish)).status).toBe(404)
      expect((await send('PUT', `/Users/${id}`, { schemas: [userUrn] })).body).toMatchObject({ status: '400', scimType: 'invalidValue' })
      expect((await send('PUT', '/Users', wish)).status).toBe(501)
    })

    it('refuses a login name of somebody else', async () => {
      const [id] = [await add({ userName: 'first@weidun.example' }), await add({ userName: 'second@weidun.example' })]
      const answer = await send('PUT', `/Users/${id}`, { schemas: [userUrn], userName: 'second@weidun.example' })
      expect(answer.body).toMatchObject({ status: '409', scimType: 'uniqueness' })
    })
  })

  describe('3.5.1, replacing with nothing', () => {
    it('keeps what is null or not there (RFC 7643, 2.5)', async () => {
      const id = await add({ displayName: '留着' })
      const before = (await send('GET', `/Users/${id}`)).body
      const empty = { externalId: null, displayName: null, name: { formatted: null, middleName: null }, [enterpriseUrn]: { department: null } }
      expect((await send('PUT', `/Users/${id}`, { schemas: [userUrn], userName: before['userName'], ...empty })).body).toEqual(before)
    })
  })

  describe('3.5.2, patching', () => {
    it.each([
      ['add without path', { op: 'add', value: { displayName: '甲', [enterpriseUrn]: { department: '品牌部' } } }, { displayName: '甲', [enterpriseUrn]: { department: '品牌部' } }],
      ['replace with path', { op: 'replace', path: 'displayName', value: '乙' }, { displayName: '乙' }],
      ['replace with the path of a schema', { op: 'replace', path: `${userUrn}:displayName`, value: '丙' }, { displayName: '丙' }],
      ['replace in the extension', { op: 'replace', path: `${enterpriseUrn}:department`, value: '财务部' }, { [enterpriseUrn]: { department: '财务部' } }],
      ['replace of the extension', { op: 'replace', path: enterpriseUrn, value: { department: '法务部' } }, { [enterpriseUrn]: { department: '法务部' } }],
      ['replace of the name', { op: 'replace', path: 'name', value: { familyName: '顾', givenName: '南舟' } }, { displayName: '顾南舟', name: { formatted: '顾南舟' } }],
      ['replace of the name in Latin script', { op: 'replace', value: { 'name.familyName': 'Jensen', 'name.givenName': 'Barbara' } }, { displayName: 'Barbara Jensen' }],
      ['remove of the department', { op: 'remove', path: `${enterpriseUrn}:department` }, { [enterpriseUrn]: { department: '待分配' } }],
      ['what is not kept', { op: 'replace', path: 'emails[type eq "work"].value', value: 'x@weidun.example' }, {}],
      ['what is not kept, removed', { op: 'remove', path: 'phoneNumbers[type eq "mobile"]' }, {}],
    ])('%s', async (_what, operation, expected) => {
      const id = await add()
      const { status, body } = await patch(id, operation)
      expect([status, body]).toMatchObject([200, { id, ...expected }])
      expect((await send('GET', `/Users/${id}`)).body).toEqual(body)
      expect((await patch(id, operation)).body).toEqual(body)
    })

    it('does its operations in order, and all of them or none', async () => {
      const id = await add()
      const ordered = await patch(id, { op: 'replace', path: 'displayName', value: '先' }, { op: 'replace', path: 'displayName', value: '后' })
      expect(ordered.body).toMatchObject({ displayName: '后' })
      const failed = await patch(id, { op: 'replace', path: 'displayName', value: '不该' }, { op: 'replace', path: 'nothing', value: 1 })
      expect(failed.status).toBe(400)
      expect((await send('GET', `/Users/${id}`)).body).toMatchObject({ displayName: '后' })
    })

    it('removes an externalId', async () => {
      const id = await add()
      expect((await patch(id, { op: 'remove', path: 'externalId' })).body).not.toHaveProperty('externalId')
    })

    it.each([
      [{ op: 'remove' }, 'noTarget'],
      [{ op: 'remove', path: 'userName' }, 'mutability'],
      [{ op: 'remove', path: 'displayName' }, 'mutability'],
      [{ op: 'remove', path: 'name' }, 'mutability'],
      [{ op: 'remove', path: 'active' }, 'mutability'],
      [{ op: 'replace', path: 'id', value: 'x' }, 'mutability'],
      [{ op: 'replace', path: 'password', value: 'hunter2hunter2' }, 'mutability'],
      [{ op: 'replace', value: { password: 'hunter2hunter2' } }, 'mutability'],
      [{ op: 'add', path: 'groups', value: [{ value: missing }] }, 'mutability'],
      [{ op: 'replace', path: 'favouriteColour', value: 'x' }, 'invalidPath'],
      [{ op: 'replace', path: 'userName[type eq "x"]', value: 'x' }, 'invalidPath'],
      [{ op: 'replace', path: 'emails[type eq "work"', value: 'x' }, 'invalidPath'],
      [{ op: 'replace', path: '__proto__', value: { active: false } }, 'invalidPath'],
      [{ op: 'replace', path: 'displayName', value: { a: 1 } }, 'invalidValue'],
      [{ op: 'replace', path: 'displayName' }, 'invalidValue'],
      [{ op: 'replace', value: 'x' }, 'invalidValue'],
      [{ op: 'replace', path: 'active', value: 'no' }, 'invalidValue'],
      [{ op: 'replace', path: 5, value: 'x' }, 'invalidSyntax'],
      [{ op: 'move', path: 'displayName', value: 'x' }, 'invalidSyntax'],
      ['x', 'invalidSyntax'],
    ])('answers 400 to %j', async (operation, scimType) => {
      const id = await add()
      const { status, body } = await send('PATCH', `/Users/${id}`, { schemas: [patchUrn], Operations: [operation] })
      expect([status, body]).toMatchObject([400, { schemas: [errorUrn], scimType }])
      expect(JSON.stringify(body)).not.toContain('hunter2')
    })

    it('wants operations, not too many, and its schema', async () => {
      const id = await add()
      const many = Array.from({ length: 101 }, () => ({ op: 'replace', path: 'displayName', value: 'x' }))
      for (const body of [{ schemas: [patchUrn] }, { schemas: [patchUrn], Operations: [] }, { schemas: [patchUrn], Operations: many }, { Operations: many.slice(0, 1) }]) {
        expect((await send('PATCH', `/Users/${id}`, body)).body).toMatchObject({ status: '400', scimType: 'invalidSyntax' })
      }
    })
  })

  describe('3.6, deleting', () => {
    it('answers 204, and 404 from then on; the login name is not free', async () => {
      const wish = user({})
      const id = String((await send('POST', '/Users', wish)).body['id'])
      expect(await send('DELETE', `/Users/${id}`)).toMatchObject({ status: 204, body: {} })
      for (const method of ['GET', 'DELETE']) expect((await send(method, `/Users/${id}`)).status).toBe(404)
      expect((await patch(id, { op: 'replace', path: 'active', value: true })).status).toBe(404)
      expect((await send('GET', `/Users?filter=${encodeURIComponent(`userName eq "${wish.userName}"`)}`)).body).toMatchObject({ totalResults: 0 })
      const again = await send('POST', '/Users', wish)
      expect([again.status, again.body]).toMatchObject([409, { scimType: 'uniqueness', detail: expect.stringContaining('重新邀请') }])
    })
  })

  describe('3.14, versions', () => {
    it('changes only what was read', async () => {
      const id = await add()
      const { headers } = await send('GET', `/Users/${id}`)
      const match = { 'if-match': headers.get('etag') ?? '' }
      const change = { schemas: [patchUrn], Operations: [{ op: 'replace', path: 'displayName', value: '改过' }] }
      expect((await send('PATCH', `/Users/${id}`, change, match)).status).toBe(200)
      const stale = await send('PATCH', `/Users/${id}`, change, match)
      expect([stale.status, stale.body]).toMatchObject([412, { status: '412' }])
      expect((await send('DELETE', `/Users/${id}`, undefined, match)).status).toBe(412)
      expect((await send('DELETE', `/Users/${id}`, undefined, { 'if-match': 'garbage' })).status).toBe(412)
      expect((await send('DELETE', `/Users/${id}`, undefined, { 'if-match': '*' })).status).toBe(204)
    })
  })

  describe('4, discovery', () => {
    it('says what it offers, and offers it', async () => {
      const config = (await send('GET', '/ServiceProviderConfig')).body
      expect(config).toMatchObject({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
        patch: { supported: true },
        bulk: { supported: false },
        filter: { supported: true, maxResults: 200 },
        changePassword: { supported: false },
        sort: { supported: false },
        etag: { supported: true },
        authenticationSchemes: [{ type: 'oauthbearertoken' }],
      })
      const types = resourcesOf((await send('GET', '/ResourceTypes')).body)
      expect(types.map((type) => type['id'])).toEqual(['User', 'Group'])
      for (const type of types) expect((await send('GET', `/ResourceTypes/${String(type['id'])}`)).body).toEqual(type)
      const described = resourcesOf((await send('GET', '/Schemas')).body)
      expect(described.map((schema) => schema['id'])).toEqual([userUrn, enterpriseUrn, groupUrn])
      for (const schema of described) expect((await send('GET', `/Schemas/${String(schema['id'])}`)).body).toEqual(schema)
      const id = await add()
      const attributes = described.flatMap((schema) => (schema['attributes'] as { name: string }[]).map(({ name }) => name))
      const { schemas: _s, id: _i, meta: _m, externalId: _e, [enterpriseUrn]: _x, ...shown } = (await send('GET', `/Users/${id}`)).body
      for (const name of Object.keys(shown)) expect(attributes).toContain(name)
    })

    it('takes no filter there, and no change', async () => {
      expect((await send('GET', '/Schemas?filter=id%20eq%20%22x%22')).status).toBe(403)
      expect((await send('POST', '/ResourceTypes', {})).status).toBe(501)
      expect((await send('POST', '/Bulk', {})).status).toBe(501)
      expect((await send('GET', '/Me')).status).toBe(501)
    })
  })

  describe('groups', () => {
    it('are the departments, to be read', async () => {
      const id = await add({ [enterpriseUrn]: { department: '直播部' } })
      const list = (await send('GET', `/Groups?filter=${encodeURIComponent('displayName eq "直播部"')}&excludedAttributes=members`)).body
      const [group] = resourcesOf(list)
      expect(list).toMatchObject({ totalResults: 1 })
      expect(group).toMatchObject({ schemas: [groupUrn], displayName: '直播部' })
      const { body } = await send('GET', `/Groups/${String(group?.['id'])}`)
      expect(body).toMatchObject({ displayName: '直播部', members: [{ value: id, type: 'User' }], meta: { resourceType: 'Group' } })
      expect((await send('GET', `/Groups/${String(group?.['id'])}?excludedAttributes=members`)).body).not.toHaveProperty('members')
      for (const [method, path] of [['POST', '/Groups'], ['PUT', `/Groups/${String(group?.['id'])}`], ['PATCH', `/Groups/${String(group?.['id'])}`], ['DELETE', `/Groups/${String(group?.['id'])}`]] as const) {
        const { status, body: said } = await send(method, path, method === 'DELETE' ? undefined : {})
        expect([status, said]).toMatchObject([501, { status: '501', detail: expect.stringContaining('department') }])
      }
    })
  })
})
