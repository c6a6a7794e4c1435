import { describe, expect, it } from 'vitest'
import { DatabaseError, isRetryable, wrapDriverError } from './errors.ts'

const thrownByDriver = (fields: Record<string, unknown>): Error => Object.assign(new Error(String(fields['message'])), fields)

describe('errors of the drivers', () => {
  it('lose their message, detail, parameters and query where these may hold values', () => {
    const error = wrapDriverError(thrownByDriver({
      code: '23505', constraint: 'person_phone_key', table: 'person', message: 'duplicate 13800138000',
      detail: 'Key (phone)=(13800138000) already exists.', params: ['13800138000'], query: 'insert ... 13800138000',
    }))
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain('13800138000')
    expect(error.message).toBe(
      'database: a row with this key exists already (23505, constraint person_phone_key, table person)',
    )
  })

  it.each([
    [{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 10.0.0.1:5432' }, 'no connection to the server, ECONNREFUSED'],
    [{ message: 'timeout exceeded when trying to connect' }, 'no connection became free in time'],
    [{ message: 'Connection terminated unexpectedly' }, 'the connection was closed by the server'],
    [{ message: 'something about postgres://user:password@host' }, 'the connection failed'],
  ])('tell a broken connection without naming the server: %j', (fields, summary) => {
    expect(wrapDriverError(thrownByDriver(fields)).message).toBe(`database: ${summary} (08006)`)
  })

  it('stay the same when wrapped again', () => {
    const error = new DatabaseError({ sqlstate: '40001' })
    expect(wrapDriverError(error)).toBe(error)
  })

  it('ask for another run only after a serialization failure or a deadlock', () => {
    const retryable = ['40001', '40P01', '23505', '57014', '08006'].filter((sqlstate) => isRetryable(new DatabaseError({ sqlstate })))
    expect(retryable).toEqual(['40001', '40P01'])
  })
})
