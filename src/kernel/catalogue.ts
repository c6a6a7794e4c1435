import type { Control } from './control/control.ts'
import type { Front } from './front.ts'
import type { Job } from './jobs/job.ts'
import type { Module } from './module.ts'
import { isOpenPermission } from './actor.ts'
import type { Operation } from './operation.ts'

/** Everything that the modules contribute, by name. */
export type Catalogue = {
  readonly modules: readonly Module[]
  readonly operations: ReadonlyMap<string, Operation>
  readonly jobs: ReadonlyMap<string, Job>
  readonly controls: readonly Control[]
  readonly fronts: readonly Front[]
  /** Job names by the event type that starts them. */
  readonly subscribers: ReadonlyMap<string, readonly string[]>
  /** The module that an operation or job belongs to. */
  readonly moduleOf: (name: string) => Module
}

/**
 * Collects the modules into a catalogue.
 * @throws Error when a name is used twice, or an operation names a permission or event that its module does not declare
 */
export const catalogueOf = (modules: readonly Module[]): Catalogue => {
  const operations = new Map<string, Operation>()
  const jobs = new Map<string, Job>()
  const owners = new Map<string, Module>()
  const subscribers = new Map<string, string[]>()
  const claim = (name: string, module: Module): void => {
    if (owners.has(name)) throw new Error(`Two operations or jobs are called ${name}`)
    owners.set(name, module)
  }
  const paths = new Set<string>()
  const fronts: Front[] = []
  const claimPath = ({ name, path }: Operation): void => {
    if (path === undefined) return
    // One step, so that it never meets a derived address, which has two.
    if (!/^\/api\/v1\/[a-z-]+$/.test(path)) throw new Error(`${name} has an address of the wrong form: ${path}`)
    if (paths.has(path)) throw new Error(`Two operations are called at ${path}`)
    paths.add(path)
  }
  for (const module of modules) {
    for (const operation of module.operations) {
      claim(operation.name, module)
      claimPath(operation)
      checkDeclared(module, operation)
      operations.set(operation.name, operation)
    }
    for (const { path, permission } of module.documents) {
      if (module.permissions[permission] === undefined) {
        throw new Error(`The document ${path} needs ${permission}, which ${module.name} does not declare`)
      }
    }
    for (const front of module.fronts) {
      claim(front.name, module)
      checkFront(module, front, fronts)
      fronts.push(front)
    }
    for (const job of module.jobs) {
      claim(job.name, module)
      jobs.set(job.name, job)
      for (const type of job.on ?? []) subscribers.set(type, [...(subscribers.get(type) ?? []), job.name])
    }
  }
  for (const { name, permission } of operations.values()) {
    const called = fronts.some((front) => front.operations.some((operation) => operation.name === name))
    if (permission === 'front' && !called) throw new Error(`${name} is for a front, and no front calls it`)
  }
  const events = new Set(modules.flatMap((module) => Object.keys(module.events)))
  for (const [type, names] of subscribers) {
    if (!events.has(type)) throw new Error(`${names.join(', ')} waits for ${type}, which no module records`)
  }
  for (const { name, recordsOfOthers } of modules) {
    const unknown = recordsOfOthers.find((type) => !events.has(type))
    if (unknown !== undefined) throw new Error(`${name} records ${unknown} for others, which no module declares`)
  }
  return {
    modules,
    operations,
    jobs,
    subscribers,
    controls: modules.flatMap((module) => module.controls),
    fronts,
    moduleOf: (name) => {
      const module = owners.get(name)
      if (module === undefined) throw new Error(`No module owns ${name}`)
      return module
    },
  }
}

/** Where the program itself answers; no front may lie there. */
const ownPaths = ['/api', '/assets', '/healthz', '/readyz', '/metrics']
/** Whoever could read these could take a caller's place. */
const tokenHeaders = ['authorization', 'cookie', 'proxy-authorization']

const checkFront = (module: Module, front: Front, others: readonly Front[]): void => {
  const { name, path, caller } = front
  if (!/^(\/[a-z0-9-]+)+$/.test(path)) throw new Error(`${name} has a path of the wrong form: ${path}`)
  const meets = (other: string): boolean => `${path}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${path}/`)
  const met = [...ownPaths, ...others.map((other) => other.path)].find(meets)
  if (met !== undefined) throw new Error(`${name} lies at ${path}, where ${met} is`)
  const token = front.headers.find((header) => tokenHeaders.includes(header))
  if (token !== undefined) throw new Error(`${name} may not read ${token}`)
  for (const operation of front.operations) {
    if (!module.operations.some((own) => own === operation)) {
      throw new Error(`${name} calls ${operation.name}, which is no operation of ${module.name}`)
    }
    if (caller === 'key' ? !operation.byKey : operation.permission !== 'front') {
      throw new Error(`${name} calls ${operation.name}, which is not open to ${caller === 'key' ? 'keys' : 'fronts'}`)
    }
  }
}

const checkDeclared = (module: Module, operation: Operation): void => {
  if (operation.fresh && operation.byKey) throw new Error(`${operation.name} wants a person and is open to keys`)
  if (!isOpenPermission(operation.permission) && module.permissions[operation.permission] === undefined) {
    throw new Error(`${operation.name} needs ${operation.permission}, which ${module.name} does not declare`)
  }
  if (!('unrecorded' in operation.records)) {
    for (const type of operation.records) {
      if (module.events[type] === undefined && !module.recordsOfOthers.includes(type)) {
        throw new Error(`${operation.name} records ${type}, which ${module.name} does not declare`)
      }
    }
  }
}
