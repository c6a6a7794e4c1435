import {
  Outlet,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { ApiProblem, handleSessionEnd } from './api.ts'
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

const accounts = createRoute({
  getParentRoute: () => house,
  path: '/accounts',
  component: lazyRouteComponent(() => import('./routes/accounts/accounts-page.tsx'), 'AccountsPage'),
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
  rules,
  ledger,
  people,
  accounts,
  settings,
  me,
  score,
  control,
])

export const router = createRouter({
  routeTree: root.addChildren([signIn, setUp, invitation, houseRoutes]),
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
  if (['/sign-in', '/set-up', '/invitation'].includes(pathname)) return
  void router.navigate({ to: '/sign-in', search: { next: safeNext(href) } })
})
