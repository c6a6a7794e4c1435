import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'oxc-parser'

/**
 * Checks the arrows of the house: imports point down, nobody imports a neighbour's files, nothing goes round in a
 * circle. See docs/adr/0006 for why this is not dependency-cruiser.
 */
type Import = { from: string; to: string; typeOnly: boolean }

type Rule = { name: string; broken: (edge: Import) => boolean }

const folders = ['src', 'web', 'test', 'bench', 'build']
const isTest = (path: string): boolean => /\.(test|fixture)\.tsx?$/.test(path)
const moduleOf = (path: string): string | undefined => /^src\/modules\/([^/]+)\//.exec(path)?.[1]

const rules: readonly Rule[] = [
  {
    name: 'the kernel knows no module',
    broken: ({ from, to }) => from.startsWith('src/kernel/') && !isTest(from) && /^src\/(?!kernel\/)/.test(to),
  },
  {
    name: 'a module never imports another module',
    broken: ({ from, to }) => {
      const [here, there] = [moduleOf(from), moduleOf(to)]
      return here !== undefined && there !== undefined && here !== there && !isTest(from)
    },
  },
  {
    name: 'modules look down, to kernel and screening',
    broken: ({ from, to }) => moduleOf(from) !== undefined && !isTest(from) && /^src\/(?!modules\/|kernel\/|screening\/)/.test(to),
  },
  {
    name: 'screening stands alone, and its core needs no package and no Node',
    broken: ({ from, to }) => {
      if (!from.startsWith('src/screening/') || isTest(from) || to.startsWith('src/screening/')) return false
      const needsNode = /^src\/screening\/(compile\/|documents\/|load-packs\.ts)/.test(from)
      return !needsNode || to.startsWith('src/')
    },
  },
  {
    name: 'the core of screening opens no documents',
    broken: ({ from, to }) => /^src\/screening\/(?!documents\/)/.test(from) && !isTest(from) && to.startsWith('src/screening/documents/'),
  },
  {
    name: 'platforms look down, to the kernel',
    broken: ({ from, to }) => from.startsWith('src/platforms/') && /^src\/(?!platforms\/|kernel\/)/.test(to),
  },
  {
    name: 'the console takes types and pure rules, nothing else of the server',
    broken: ({ from, to, typeOnly }) => from.startsWith('web/') && to.startsWith('src/') && !typeOnly && !isPure(to),
  },
  {
    name: 'the program needs no tests and no build tools',
    broken: ({ from, to }) => /^(src|web)\//.test(from) && !isTest(from) && /^(test|bench|build)\//.test(to),
  },
]

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))

const importsOf = (file: string): Import[] => {
  const { module, errors } = parseSync(file, readFileSync(file, 'utf8'))
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`)
  const edge = (specifier: string, typeOnly: boolean): Import[] =>
    [{ from: file, to: specifier.startsWith('.') ? relative('.', resolve(dirname(file), specifier)) : specifier, typeOnly }]
  return [
    ...module.staticImports.flatMap(({ moduleRequest, entries }) =>
      edge(moduleRequest.value, entries.length > 0 && entries.every(({ isType }) => isType)),
    ),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) => (moduleRequest === null ? [] : edge(moduleRequest.value, isType))),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest }) =>
      edge(readFileSync(file, 'utf8').slice(moduleRequest.start + 1, moduleRequest.end - 1), false),
    ),
  ]
}

/** The first circle of imports, types included, as the files along it. */
const findCycle = (edges: readonly Import[]): string[] | undefined => {
  const next = new Map<string, string[]>()
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to])
  const done = new Set<string>()
  const walk = (file: string, path: readonly string[]): string[] | undefined => {
    const at = path.indexOf(file)
    if (at >= 0) return [...path.slice(at), file]
    if (done.has(file)) return undefined
    for (const target of next.get(file) ?? []) {
      const cycle = walk(target, [...path, file])
      if (cycle !== undefined) return cycle
    }
    done.add(file)
    return undefined
  }
  for (const file of next.keys()) {
    const cycle = walk(file, [])
    if (cycle !== undefined) return cycle
  }
  return undefined
}

const edges = folders.flatMap(filesIn).flatMap(importsOf)

/** Whether a file needs, at run time and all the way down, no package, no Node and nothing of the kernel. */
const isPure = (file: string): boolean => {
  const reached = new Set([file])
  for (const at of reached) {
    if (at.startsWith('src/kernel/')) return false
    for (const { from, to, typeOnly } of edges) {
      if (from !== at || typeOnly) continue
      if (!to.startsWith('src/')) return false
      reached.add(to)
    }
  }
  return true
}

const faults = rules.flatMap(({ name, broken }) =>
  edges.filter(broken).map(({ from, to }) => `${name}: ${from} -> ${to}`),
)
const cycle = findCycle(edges)
if (cycle !== undefined) faults.push(`nothing goes round in a circle: ${cycle.join(' -> ')}`)
for (const fault of faults) console.log(fault)
console.log(`${edges.length} imports, ${faults.length} faults`)
process.exit(faults.length === 0 ? 0 : 1)
