import { type Catalogue, catalogueOf } from './kernel/catalogue.ts'
import type { Module, OperationsIn } from './kernel/module.ts'
import type { Networks } from './kernel/outbound/networks.ts'
import { accountsModule, accountBriefs } from './modules/accounts/index.ts'
import { contentModule, type ContentPorts, copyForRules } from './modules/content/index.ts'
import { deskModule } from './modules/desk/index.ts'
import {
  departmentHead,
  identityModule,
  listDepartments,
  peopleBriefs,
  permissionMatrix,
  requireWholeMatrix,
  resolveOwner,
} from './modules/identity/index.ts'
import { ledgerModule } from './modules/ledger/index.ts'
import { ruleEngine, rulesModule } from './modules/rules/index.ts'
import { scoreModule } from './modules/score/index.ts'
import { announceTo, webhooksModule } from './modules/webhooks/index.ts'
import { loadPacks } from './screening/load-packs.ts'

/** `secondOpinions`: services outside that are asked about submissions; none by default. */
type Composition = { demo: boolean; secondOpinions?: ContentPorts['secondOpinions']; webhookAllow?: Networks }

/** Every module with what it needs from the others: the one place that knows them all. */
export const composeModules = async ({ demo, secondOpinions = [], webhookAllow = [] }: Composition) => {
  const engine = ruleEngine(await loadPacks())
  const identity = identityModule({
    demo,
    operations: () => all.flatMap(({ operations }) => operations),
    knownPermissions: () => permissionsIn(all),
  })
  const accounts = accountsModule({ people: peopleBriefs, departments: listDepartments })
  const content = contentModule({
    screening: engine.inForce,
    secondOpinions,
    people: peopleBriefs,
    departments: listDepartments,
    departmentHead,
    holders: resolveOwner,
    accounts: accountBriefs,
    announceCheck: (ctx, { endpointId, data }) => announceTo(ctx, { endpointId, event: 'check.completed', data }),
  })
  const webhooks = webhooksModule({ openedNetworks: webhookAllow, people: peopleBriefs, holders: resolveOwner })
  const { posts, grants } = permissionMatrix()
  const rules = rulesModule({
    engine,
    people: peopleBriefs,
    holdersOf: async (db, permission) => {
      const holders: string[] = []
      for (const post of grants[permission] ?? []) holders.push(...(await resolveOwner(db, { post })))
      return [...new Set(holders)]
    },
    copy: copyForRules({ holders: resolveOwner }),
  })
  const desk = deskModule({
    resolveOwner,
    people: peopleBriefs,
    departments: listDepartments,
    postTitle: (id) => posts.find((post) => post.id === id)?.title,
  })
  const ledger = ledgerModule({
    people: peopleBriefs,
    eventTypes: () => new Map(all.flatMap(({ events }) => Object.entries(events))),
    resolveOwner,
  })
  const measured = [identity, accounts, content, rules, desk, ledger, webhooks].flatMap((module) => module.controls)
  const score = scoreModule({ controls: measured })
  const all: readonly Module[] = [identity, accounts, content, rules, desk, ledger, webhooks, score]
  requireWholeMatrix(permissionsIn(all).map(({ id }) => id))
  return [identity, accounts, content, rules, desk, ledger, webhooks, score] as const
}

/** Every operation of the program, as a type: what the typed client is made of. */
export type Operations = OperationsIn<Awaited<ReturnType<typeof composeModules>>>

const permissionsIn = (modules: readonly Module[]) =>
  modules.flatMap((module) =>
    Object.entries(module.permissions).map(([id, sentence]) => ({ id, module: module.name, sentence })),
  )

/** The catalogue without a database, for whoever only wants to describe the program. */
export const describeCatalogue = async (): Promise<Catalogue> => catalogueOf(await composeModules({ demo: false }))
