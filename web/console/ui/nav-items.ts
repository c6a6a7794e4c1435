/** Where the console leads, and to whom. */
export type NavKey =
  'desk' | 'materials' | 'reviews' | 'publications' | 'outreach' | 'rules' | 'score' | 'ledger' | 'accounts' | 'customers' | 'requests' | 'readings' | 'people' | 'accessReview' | 'leaving' | 'settings'

/** Shown when one of the permissions is there; without any, to everybody. */
export type NavItem = { key: NavKey; to: string; permissions: readonly string[] }

export const navItems: readonly NavItem[] = [
  { key: 'desk', to: '/', permissions: [] },
  {
    key: 'materials',
    to: '/materials',
    permissions: [
      'content.write',
      'content.view-all',
      'content.review-department',
      'content.review-legal',
      'content.publish',
    ],
  },
  {
    key: 'reviews',
    to: '/reviews',
    permissions: ['content.review-department', 'content.review-legal'],
  },
  {
    key: 'publications',
    to: '/publications',
    permissions: ['content.publish', 'content.take-down', 'content.view-all'],
  },
  { key: 'outreach', to: '/outreach', permissions: ['outreach.view', 'outreach.send', 'outreach.view-consents'] },
  { key: 'rules', to: '/rules', permissions: ['rules.view', 'rules.edit'] },
  { key: 'score', to: '/score', permissions: ['score.view'] },
  { key: 'ledger', to: '/ledger', permissions: ['ledger.search'] },
  { key: 'accounts', to: '/accounts', permissions: ['accounts.view', 'accounts.manage'] },
  { key: 'customers', to: '/customers', permissions: ['vault.view'] },
  { key: 'requests', to: '/requests', permissions: ['requests.view', 'vault.view-retention'] },
  { key: 'readings', to: '/customers/readings', permissions: ['vault.decide-readings'] },
  {
    key: 'people',
    to: '/people',
    permissions: ['identity.view-people', 'identity.manage-people', 'identity.view-matrix'],
  },
  { key: 'accessReview', to: '/access-review', permissions: ['identity.review-posts'] },
  { key: 'leaving', to: '/leaving', permissions: ['leaving.view'] },
  {
    key: 'settings',
    to: '/settings',
    permissions: ['content.configure', 'identity.manage-people', 'identity.manage-api-keys', 'webhooks.manage', 'keys.rotate', 'vault.configure'],
  },
]

/** The entries for somebody with these permissions. */
export const navFor = (may: (permission: string) => boolean): readonly NavItem[] =>
  navItems.filter(({ permissions }) => permissions.length === 0 || permissions.some(may))
