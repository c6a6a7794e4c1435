import {
  Outlet,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from '@tanstack/react-router'
import { ApiProblem, handleSessionEnd } from './api.ts'
import { isProvider } from './outside-sign-in.ts'
import { safeNext } from './safe-next.ts'
import { readMe } from './session.ts'
import { Opening, RouteProblem, UnknownAddress } from './ui/route-problem.tsx'

const root = createRootRoute({ component: Outlet, errorComponent: RouteProblem, notFoundComponent: UnknownAddress })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search) => ({ next: safeNext(search['next']) }),
  component: lazyRouteComponent(() => import('./routes/sign-in/sign-in-page.tsx'), 'SignInPage'),
})

const signInReturn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/return/$provider',
  params: {
    parse: ({ provider }) => {
      if (!isProvider(provider)) throw notFound()
      return { provider }
    },
    stringify: ({ provider }) => ({ provider }),
  },
  component: lazyRouteComponent(() => import('./routes/sign-in/return-page.tsx'), 'ReturnPage'),
})

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: lazyRouteComponent(() => import('./routes/sign-in/set-up-page.tsx'), 'SetUpPage'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./routes/sign-in/invitation-page.tsx'), 'InvitationPage'),
})

const house = createRoute({
  getParentRoute: () => root,
  id: 'house',
  beforeLoad: async ({ location }) => {
    await readMe().catch((error: unknown) => {
      if (error instanceof ApiProblem && error.document.status === 401) {
        throw redirect({ to: '/sign-in', search: { next: safeNext(location.href) } })
      }
      throw error
    })
  },
  component: lazyRouteComponent(() => import('./ui/shell.tsx'), 'Shell'),
  errorComponent: RouteProblem,
})

const desk = createRoute({
  getParentRoute: () => house,
  path: '/',
  component: lazyRouteComponent(() => import('./routes/desk/desk-page.tsx'), 'DeskPage'),
})

const materials = createRoute({
  getParentRoute: () => house,
  path: '/materials',
  component: lazyRouteComponent(() => import('./routes/materials/list-page.tsx'), 'MaterialListPage'),
})

const newMaterial = createRoute({
  getParentRoute: () => house,
  path: '/materials/new',
  component: lazyRouteComponent(() => import('./routes/materials/edit-page.tsx'), 'NewMaterialPage'),
})

const material = createRoute({
  getParentRoute: () => house,
  path: '/materials/$id',
  component: lazyRouteComponent(() => import('./routes/materials/material-page.tsx'), 'MaterialPage'),
})

const editMaterial = createRoute({
  getParentRoute: () => house,
  path: '/materials/$id/edit',
  component: lazyRouteComponent(() => import('./routes/materials/edit-page.tsx'), 'EditMaterialPage'),
})

const selfCheck = createRoute({
  getParentRoute: () => house,
  path: '/materials/$id/self-check',
  component: lazyRouteComponent(() => import('./routes/materials/self-check-page.tsx'), 'SelfCheckPage'),
})

const reviews = createRoute({
  getParentRoute: () => house,
  path: '/reviews',
  component: lazyRouteComponent(() => import('./routes/reviews/reviews-page.tsx'), 'ReviewsPage'),
})

const reviewTimes = createRoute({
  getParentRoute: () => house,
  path: '/reviews/times',
  component: lazyRouteComponent(() => import('./routes/reviews/times-page.tsx'), 'ReviewTimesPage'),
})

const review = createRoute({
  getParentRoute: () => house,
  path: '/reviews/$reviewId',
  component: lazyRouteComponent(() => import('./routes/reviews/reviews-page.tsx'), 'ReviewsPage'),
})

const publications = createRoute({
  getParentRoute: () => house,
  path: '/publications',
  component: lazyRouteComponent(() => import('./routes/publications/publications-page.tsx'), 'PublicationsPage'),
})

const outreach = createRoute({
  getParentRoute: () => house,
  path: '/outreach',
  component: lazyRouteComponent(() => import('./routes/outreach/outreach-page.tsx'), 'OutreachPage'),
})

const rules = createRoute({
  getParentRoute: () => house,
  path: '/rules',
  component: lazyRouteComponent(() => import('./routes/rules/rules-page.tsx'), 'RulesPage'),
})

const ledger = createRoute({
  getParentRoute: () => house,
  path: '/ledger',
  component: lazyRouteComponent(() => import('./routes/ledger/ledger-page.tsx'), 'LedgerPage'),
})

const people = createRoute({
  getParentRoute: () => house,
  path: '/people',
  component: lazyRouteComponent(() => import('./routes/people/people-page.tsx'), 'PeoplePage'),
})

const contactBook = createRoute({
  getParentRoute: () => house,
  path: '/people/contact-book',
  component: lazyRouteComponent(() => import('./routes/people/contact-book.tsx'), 'ContactBookPage'),
})

const accessReview = createRoute({
  getParentRoute: () => house,
  path: '/access-review',
  component: lazyRouteComponent(() => import('./routes/access-review/access-review-page.tsx'), 'AccessReviewPage'),
})

const leaving = createRoute({
  getParentRoute: () => house,
  path: '/leaving',
  component: lazyRouteComponent(() => import('./routes/leaving/leaving-page.tsx'), 'LeavingPage'),
})

const oneLeaving = createRoute({
  getParentRoute: () => house,
  path: '/leaving/$leavingId',
  component: lazyRouteComponent(() => import('./routes/leaving/leaving-page.tsx'), 'LeavingPage'),
})

const certificate = createRoute({
  getParentRoute: () => house,
  path: '/leaving/$leavingId/certificate',
  component: lazyRouteComponent(() => import('./routes/leaving/certificate-page.tsx'), 'CertificatePage'),
})

const reach = createRoute({
  getParentRoute: () => house,
  path: '/leaving/reach/$personId',
  component: lazyRouteComponent(() => import('./routes/leaving/reach-page.tsx'), 'ReachPage'),
})

const accounts = createRoute({
  getParentRoute: () => house,
  path: '/accounts',
  component: lazyRouteComponent(() => import('./routes/accounts/accounts-page.tsx'), 'AccountsPage'),
})

const credentials = createRoute({
  getParentRoute: () => house,
  path: '/accounts/credentials',
  component: lazyRouteComponent(() => import('./routes/accounts/credentials-page.tsx'), 'CredentialsPage'),
})

const alerts = createRoute({
  getParentRoute: () => house,
  path: '/accounts/alerts',
  component: lazyRouteComponent(() => import('./routes/accounts/alerts/alerts-page.tsx'), 'AlertsPage'),
})

const customers = createRoute({
  getParentRoute: () => house,
  path: '/customers',
  component: lazyRouteComponent(() => import('./routes/customers/customers-page.tsx'), 'CustomersPage'),
})

const customerExports = createRoute({
  getParentRoute: () => house,
  path: '/customers/exports',
  component: lazyRouteComponent(() => import('./routes/customers/exports/exports-page.tsx'), 'ExportsPage'),
})

const requests = createRoute({
  getParentRoute: () => house,
  path: '/requests',
  component: lazyRouteComponent(() => import('./routes/requests/requests-page.tsx'), 'RequestsPage'),
})

const imports = createRoute({
  getParentRoute: () => house,
  path: '/customers/imports',
  component: lazyRouteComponent(() => import('./routes/customers/imports/imports-page.tsx'), 'ImportsPage'),
})

const oneImport = createRoute({
  getParentRoute: () => house,
  path: '/customers/imports/$importId',
  component: lazyRouteComponent(() => import('./routes/customers/imports/import-page.tsx'), 'ImportPage'),
})

const readings = createRoute({
  getParentRoute: () => house,
  path: '/customers/readings',
  component: lazyRouteComponent(() => import('./routes/customers/readings/readings-page.tsx'), 'ReadingsPage'),
})

const decoys = createRoute({
  getParentRoute: () => house,
  path: '/customers/decoys',
  component: lazyRouteComponent(() => import('./routes/customers/decoys/decoys-page.tsx'), 'DecoysPage'),
})

const settings = createRoute({
  getParentRoute: () => house,
  path: '/settings',
  component: lazyRouteComponent(() => import('./routes/settings/settings-page.tsx'), 'SettingsPage'),
})

const me = createRoute({
  getParentRoute: () => house,
  path: '/me',
  component: lazyRouteComponent(() => import('./routes/me/me-page.tsx'), 'MePage'),
})

const score = createRoute({
  getParentRoute: () => house,
  path: '/score',
  component: lazyRouteComponent(() => import('./routes/score/score-page.tsx'), 'ScorePage'),
})

const control = createRoute({
  getParentRoute: () => house,
  path: '/score/$controlId',
  component: lazyRouteComponent(() => import('./routes/score/control-page.tsx'), 'ControlPage'),
})

const houseRoutes = house.addChildren([
  desk,
  materials,
  newMaterial,
  material,
  editMaterial,
  selfCheck,
  reviews,
  reviewTimes,
  review,
  publications,
  outreach,
  rules,
  ledger,
  people,
  contactBook,
  accessReview,
  leaving,
  oneLeaving,
  certificate,
  reach,
  accounts,
  credentials,
  alerts,
  customers,
  customerExports,
  requests,
  imports,
  oneImport,
  readings,
  decoys,
  settings,
  me,
  score,
  control,
])

export const router = createRouter({
  routeTree: root.addChildren([signIn, signInReturn, setUp, invitation, houseRoutes]),
  defaultPreload: false,
  defaultPendingMs: 150,
  defaultPendingComponent: Opening,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

handleSessionEnd(() => {
  const { pathname, href } = router.state.location
  if (['/sign-in', '/set-up', '/invitation'].includes(pathname) || pathname.startsWith('/sign-in/')) return
  void router.navigate({ to: '/sign-in', search: { next: safeNext(href) } })
})
