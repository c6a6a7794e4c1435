import { OperatorError } from '../operator-error.ts'

/**
 * What any statement can fail with. The message names the kind of failure and, where the server told them, the constraint
 * and the table; it never holds a value of a row or of a parameter, so that it may be logged.
 */
export class DatabaseError extends Error {
  /** SQLSTATE, five characters (PostgreSQL documentation, appendix A), or '08006' when the connection itself failed. */
  readonly sqlstate: string
  readonly constraint: string | undefined
  readonly table: string | undefined

  constructor(facts: { sqlstate: string; summary?: string; constraint?: string | undefined; table?: string | undefined }) {
    const where = [facts.constraint && `constraint ${facts.constraint}`, facts.table && `table ${facts.table}`]
    const details = where.filter((part) => part !== undefined && part !== '').join(', ')
    const summary = facts.summary ?? summaries[facts.sqlstate] ?? summaries[facts.sqlstate.slice(0, 2)] ?? 'statement failed'
    super(`database: ${summary} (${[facts.sqlstate, details].filter(Boolean).join(', ')})`)
    this.name = 'DatabaseError'
    this.sqlstate = facts.sqlstate
    this.constraint = facts.constraint
    this.table = facts.table
  }
}

/** The data directory is in use by another process, which must end first. */
export class DatabaseBusyError extends OperatorError {
  readonly directory: string

  constructor(directory: string, holder: string) {
    super(
      `数据目录正被另一个进程使用，请先停止它，或用 WEIDUN_DATA 换一个目录，或改用 PostgreSQL（DATABASE_URL）。 `
      + `The database in ${directory} is in use by ${holder}. Two processes on one directory would lose data. `
      + 'Stop the other process first, or give this one another directory (WEIDUN_DATA), '
      + 'or run both on a PostgreSQL server (DATABASE_URL).',
    )
    this.name = 'DatabaseBusyError'
    this.directory = directory
  }
}

/** The PostgreSQL server cannot be used: it does not answer, refuses the sign-in, or has no such database. */
export class DatabaseUnreachableError extends OperatorError {
  constructor(cause: DatabaseError) {
    super(
      `The PostgreSQL server that DATABASE_URL names cannot be used: ${cause.message}. `
      + 'Check that it runs, that host, port, user and password are right, and that the database exists. '
      + '无法使用 DATABASE_URL 指定的 PostgreSQL，请检查服务、地址、账号密码和库名。',
    )
    this.name = 'DatabaseUnreachableError'
  }
}

/** True for a second row where a unique constraint allows one; with a name, for that constraint only. */
export function isUniqueViolation(error: unknown, constraint?: string): error is DatabaseError {
  return error instanceof DatabaseError && error.sqlstate === '23505'
    && (constraint === undefined || error.constraint === constraint)
}

/** True where the server asks for the transaction to be run again: serialization failure and deadlock. */
export function isRetryable(error: unknown): boolean {
  return error instanceof DatabaseError && (error.sqlstate === '40001' || error.sqlstate === '40P01')
}

/**
 * Turns what a driver threw into a DatabaseError without the values that drivers put into message, detail, parameters
 * and query text. A DatabaseError passes unchanged.
 */
export function wrapDriverError(thrown: unknown): DatabaseError {
  if (thrown instanceof DatabaseError) return thrown
  const code = textField(thrown, 'code')
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code)) {
    return new DatabaseError({ sqlstate: '08006', summary: connectionSummary(code, thrown) })
  }
  return new DatabaseError({
    sqlstate: code,
    ...(classesWithoutValues.has(code.slice(0, 2)) && { summary: firstLine(textField(thrown, 'message')) }),
    constraint: textField(thrown, 'constraint'),
    table: textField(thrown, 'table'),
  })
}

/** Names of columns, tables and functions that do not exist, syntax errors, missing rights: the text is the program's own. */
const classesWithoutValues = new Set(['42', '0A', '3D', '3F', '28', '53', '57'])

function connectionSummary(code: string | undefined, thrown: unknown): string {
  const message = textField(thrown, 'message') ?? ''
  if (/timeout exceeded when trying to connect/.test(message)) return 'no connection became free in time'
  if (/timeout expired|connection timeout/i.test(message)) return 'the server did not answer in time'
  if (code !== undefined) return `no connection to the server, ${code}`
  if (/terminated/i.test(message)) return 'the connection was closed by the server'
  return 'the connection failed'
}

function firstLine(message: string | undefined): string {
  return (message ?? 'statement failed').split('\n')[0]?.slice(0, 200) ?? 'statement failed'
}

function textField(thrown: unknown, name: string): string | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined
  const value: unknown = Reflect.get(thrown, name)
  return typeof value === 'string' ? value : undefined
}

const summaries: Record<string, string> = {
  '23502': 'a required value is missing',
  '23503': 'a row that is referred to does not exist, or is still referred to',
  '23505': 'a row with this key exists already',
  '23514': 'a value breaks a rule of its column or table',
  '25P02': 'the transaction had already failed',
  '25P03': 'the transaction was idle for too long and was rolled back',
  '40001': 'concurrent change, run the transaction again',
  '40P01': 'deadlock, run the transaction again',
  '55P03': 'a lock was not free in time',
  '57014': 'the statement ran too long and was cancelled',
  '08': 'the connection failed',
  '22': 'a value does not fit its type',
  '23': 'a value breaks a constraint',
  '25': 'not allowed in this state of the transaction',
  '40': 'the transaction was rolled back',
  'P0': 'a rule in the database refused',
}
