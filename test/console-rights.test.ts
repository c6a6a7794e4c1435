import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isOpenPermission } from '../src/kernel/actor.ts'
import { describeCatalogue } from '../src/main.ts'
import { permissionsOf, shippedMatrix } from '../src/modules/identity/index.ts'
import { navFor, navItems } from '../web/console/ui/nav-items.ts'

const routes = 'web/console/routes'
const sourceOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') || file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')
const named = (source: string, call: RegExp): readonly string[] => [
  ...new Set([...source.matchAll(call)].flatMap(([, name]) => (name === undefined ? [] : [name]))),
]
const asked = /\b(?:may\(\s*|needs: )'([^']+)'/g
const changed = /\buseChange\(\s*'([^']+)'/g

describe('what the console offers, against the matrix (ACC-1)', async () => {
  const { operations } = await describeCatalogue()
  const matrix = shippedMatrix()
  const folders = readdirSync(routes)

  it('asks for no permission that does not exist', () => {
    const inNav = navItems.flatMap(({ permissions }) => permissions)
    const unknown = [...inNav, ...named(sourceOf('web/console'), asked)].filter((id) => matrix.grants[id] === undefined)
    expect(unknown).toEqual([])
  })

  it.each(matrix.posts.map(({ id }) => id))('leads the post %s nowhere without a right of its own', (post) => {
    const held = permissionsOf(matrix, [post])
    const shown = navFor((permission) => held.has(permission))
    for (const { permissions } of shown) {
      expect(permissions.length === 0 || permissions.some((permission) => held.has(permission))).toBe(true)
    }
    const hidden = navItems.filter((item) => !shown.includes(item))
    for (const { permissions } of hidden) expect(permissions.some((permission) => held.has(permission))).toBe(false)
  })

  it.each(folders)('asks in %s for the right behind every change that it offers', (folder) => {
    const source = sourceOf(join(routes, folder))
    // A page that leads in by one right alone needs not ask for it again.
    const byNav = navItems.flatMap(({ key, permissions }) =>
      permissions.length === 1 && folder === key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) ? permissions : [],
    )
    const asks = [...named(source, asked), ...byNav]
    const unasked = named(source, changed).filter((name) => {
      const permission = operations.get(name)?.permission ?? ''
      return !isOpenPermission(permission) && !asks.includes(permission)
    })
    expect(unasked).toEqual([])
  })
})
