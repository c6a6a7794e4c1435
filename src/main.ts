import { type Catalogue, catalogueOf } from './kernel/catalogue.ts'
import type { Module, OperationsIn } from './kernel/module.ts'
import type { Networks } from './kernel/outbound/networks.ts'
import { accountsModule, accountBriefs, holdings as heldInAccounts } from './modules/accounts/index.ts'
import { contentModule, type ContentPorts, copyForRules, copyForSending, holdings as heldInContent, publicationsNear } from './modules/content/index.ts'
import { deskModule, holdings as heldAtDesk } from './modules/desk/index.ts'
import {
  actorOf,
  companyName,
  departmentHead,
  departmentOf,
  holdings as heldInIdentity,
  identityModule,
  knownPlaces,
  listDepartments,
  listEverybody,
  lockLeaver,
  matrixInForce,
  nameDevice,
  peopleBriefs,
  peopleShutOut,
  personByWecom,
  personStanding,
  requireWholeMatrix,
  resolveOwner,
  sharedNetworks,
  shippedMatrix,
  signInsOf,
  whereaboutsOf,
} from './modules/identity/index.ts'
import { keysModule } from './modules/keys/index.ts'
import { type LeavingPorts, leaveNow, leavingModule, leavingOn, type OutsideWithdrawal } from './modules/leaving/index.ts'
import { ledgerModule } from './modules/ledger/index.ts'
import { outreachModule } from './modules/outreach/index.ts'
import { requestsModule } from './modules/requests/index.ts'
import { ruleEngine, rulesModule } from './modules/rules/index.ts'
import { scoreModule } from './modules/score/index.ts'
import {
  checkedContacts,
  contactOf,
  customerBriefs,
  customersAfter,
  customersByMobile,
  decoysAmong,
  keepContact,
  maskedCustomers,
  subjectMasks,
  subjectsAt,
  vaultModule,
} from './modules/vault/index.ts'
import { announceTo, holdings as heldInWebhooks, webhooksModule } from './modules/webhooks/index.ts'
import { wecomContactBook, wecomDirectoryCallback } from './platforms/wecom/contact-book.ts'
import { readWecomCustomers } from './platforms/wecom/read-customers.ts'
import type { WecomConnector } from './platforms/wecom/wecom-from.ts'
import { loadPacks } from './screening/load-packs.ts'
import { heldInWecom, wecomWithdrawals } from './wecom-leaving.ts'

/** `secondOpinions`: services outside that are asked about submissions; none by default. */
type Composition = {
  demo: boolean
  /** Where the console is. */
  site: () => URL
  secondOpinions?: ContentPorts['secondOpinions']; webhookAllow?: Networks
  /** Sends codes to mobile numbers; without it they are not offered. */
  sendSms?: NonNullable<Parameters<typeof identityModule>[0]['sendSms']>
  /** Sends a mail to somebody outside; without it mail addresses prove nothing. */
  sendMail?: NonNullable<Parameters<typeof requestsModule>[0]['sendMail']>
  /** Tells a mobile number outside how its request stands; without it colleagues tell it. */
  sendNews?: NonNullable<Parameters<typeof requestsModule>[0]['sendNews']>
  /** Tells security administrators outside the console. */
  alarm?: NonNullable<Parameters<typeof identityModule>[0]['alarm']>
  /** Tells one person outside the console. */
  warn?: NonNullable<Parameters<typeof identityModule>[0]['warn']>
  /** Ways to sign in through others; none by default. */
  outsideSignIns?: NonNullable<Parameters<typeof identityModule>[0]['outsideSignIns']>
  /** Ways to take back what people hold outside; none by default. */
  outsideWithdrawals?: readonly OutsideWithdrawal[]
  /** Reads WeCom's logs of members and administrators. */
  wecomLog?: NonNullable<Parameters<typeof accountsModule>[0]['wecomLog']>
  /** Reads which members of WeCom may have customers. */
  contactSeats?: NonNullable<Parameters<typeof accountsModule>[0]['contactSeats']>
  /** The company's WeCom: its contact book, what it calls back with, and what is taken back there. */
  wecom?: WecomConnector
}

/** Every module with what it needs from the others: the one place that knows them all. */
export const composeModules = async (
  { demo, site, secondOpinions = [], webhookAllow = [], outsideWithdrawals = [], outsideSignIns = [], sendSms, sendMail, sendNews, alarm, warn, wecom, wecomLog, contactSeats }: Composition,
) => {
  const engine = ruleEngine(await loadPacks())
  const identity = identityModule({
    demo,
    site,
    outsideSignIns,
    ...(sendSms === undefined ? {} : { sendSms }),
    ...(alarm === undefined ? {} : { alarm }),
    ...(warn === undefined ? {} : { warn }),
    ...fromWecom(wecom),
    operations: () => all.flatMap(({ operations }) => operations),
    knownPermissions: () => permissionsIn(all),
    leave: (ctx, personId) =>
      // The same call in the same transaction, handed on with the ports of the module that sees to it.
      leaveNow({ ...ctx, ports: leavingPorts } as unknown as Parameters<typeof leaveNow>[0], {
        personId,
        reason: '通讯录停用或删除了此人',
        source: 'scim',
      }),
  })
  const accounts = accountsModule({
    people: peopleBriefs,
    everybody: listEverybody,
    departments: listDepartments,
    postsOf: async (db, personId) => (await actorOf(db, personId))?.posts ?? [],
    holders: resolveOwner,
    signInsOf,
    sharedNetworks,
    whereaboutsOf,
    knownPlaces,
    personByWecom,
    publicationsNear,
    ...(wecomLog === undefined ? {} : { wecomLog }),
    ...(contactSeats === undefined ? {} : { contactSeats }),
    ...(alarm === undefined ? {} : { alarm: (told) => alarm({ ...told, link: new URL(told.link, site()).href }) }),
  })
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
  const { posts } = shippedMatrix()
  const rules = rulesModule({
    engine,
    people: peopleBriefs,
    holdersOf: async (db, permission) => {
      const holders: string[] = []
      const { grants } = (await matrixInForce(db)).matrix
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
  const keys = keysModule({ sealedColumns: () => all.flatMap(({ sealed }) => sealed) })
  const vault = vaultModule({
    people: peopleBriefs,
    departments: listDepartments,
    nameDevice,
    ...(wecom === undefined ? {} : { wecomCustomers: readWecomCustomers(wecom) }),
    holders: resolveOwner,
    departmentHead,
    departmentOf,
    leavingOn,
  })
  const leavingPorts: LeavingPorts = {
    // Identity first: it shuts the person out and locks out whatever of theirs is under way.
    holders: [heldInIdentity, heldInContent, heldInAccounts, heldInWebhooks, heldAtDesk, heldInWecom(wecom !== undefined)],
    outside: [...(wecom === undefined ? [] : wecomWithdrawals(wecom)), ...outsideWithdrawals],
    lockLeaver,
    person: personStanding,
    peopleShutOut,
    people: peopleBriefs,
    departmentHead,
    ownersOf: resolveOwner,
  }
  const leaving = leavingModule(leavingPorts)
  const outreach = outreachModule({
    site,
    recipients: customerBriefs,
    unsendable: decoysAmong,
    departments: listDepartments,
    checkedContacts,
    keepContact,
    byMobile: customersByMobile,
    customersAfter,
    maskedCustomers,
    ...(sendSms === undefined ? {} : { sendCode: sendSms }),
    copy: copyForSending,
    company: companyName,
    people: peopleBriefs,
  })
  const requests = requestsModule({
    site,
    holders: () => all.flatMap(({ personalData }) => personalData),
    contactOf,
    subjectsAt,
    subjectMasks,
    company: companyName,
    people: peopleBriefs,
    ...(sendSms === undefined ? {} : { sendSms }),
    ...(sendMail === undefined ? {} : { sendMail }),
    ...(sendNews === undefined ? {} : { sendNews }),
  })
  const measured = [identity, accounts, content, rules, desk, ledger, vault, webhooks, keys, leaving, outreach, requests].flatMap((module) => module.controls)
  const score = scoreModule({ controls: measured })
  const all: readonly Module[] = [identity, accounts, content, rules, desk, ledger, vault, webhooks, keys, leaving, outreach, requests, score]
  requireWholeMatrix(permissionsIn(all).map(({ id }) => id))
  return [identity, accounts, content, rules, desk, ledger, vault, webhooks, keys, leaving, outreach, requests, score] as const
}

/** Every operation of the program, as a type: what the typed client is made of. */
export type Operations = OperationsIn<Awaited<ReturnType<typeof composeModules>>>

const fromWecom = (wecom: WecomConnector | undefined) => {
  const callback = wecom === undefined ? undefined : wecomDirectoryCallback(wecom)
  return {
    ...(wecom === undefined ? {} : { contactBook: wecomContactBook(wecom) }),
    ...(callback === undefined ? {} : { directoryCallback: callback }),
  }
}

const permissionsIn = (modules: readonly Module[]) =>
  modules.flatMap((module) =>
    Object.entries(module.permissions).map(([id, sentence]) => ({ id, module: module.name, sentence })),
  )

/** The catalogue without a database, for whoever only wants to describe the program. */
export const describeCatalogue = async (): Promise<Catalogue> => catalogueOf(await composeModules({ demo: false, site: () => new URL('http://localhost') }))
