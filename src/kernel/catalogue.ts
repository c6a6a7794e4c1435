import type { Control } from './control/control.ts'
import type { Job } from './jobs/job.ts'
import type { Module } from './module.ts'
import type { Operation } from './operation.ts'

/** Everything that the modules contribute, by name. */
export type Catalogue = {
  readonly modules: readonly Module[]
  readonly operations: ReadonlyMap<string, Operation>
  readonly jobs: ReadonlyMap<string, Job>
  readonly controls: readonly Control[]
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
    for (const job of module.jobs) {
      claim(job.name, module)
      jobs.set(job.name, job)
      for (const type of job.on ?? []) subscribers.set(type, [...(subscribers.get(type) ?? []), job.name])
    }
  }
  const events = new Set(modules.flatMap((module) => Object.keys(module.events)))
  for (const [type, names] of subscribers) {
    if (!events.has(type)) throw new Error(`${names.join(', ')} waits for ${type}, which no module records`)
  }
  return {
    modules,
    operations,
    jobs,
    subscribers,
    controls: modules.flatMap((module) => module.controls),
    moduleOf: (name) => {
      const module = owners.get(name)
      if (module === undefined) throw new Error(`No module owns ${name}`)
      return module
    },
  }
}

const checkDeclared = (module: Module, operation: Operation): void => {
  const open = operation.permission === 'anyone' || operation.permission === 'signed-in'
  if (!open && module.permissions[operation.permission] === undefined) {
    throw new Error(`${operation.name} needs ${operation.permission}, which ${module.name} does not declare`)
  }
  if (!('unrecorded' in operation.records)) {
    for (const type of operation.records) {
      if (module.events[type] === undefined) {
        throw new Error(`${operation.name} records ${type}, which ${module.name} does not declare`)
      }
    }
  }
}
