import type { Material } from '../../domain.ts'

type Level = Material['reviews'][number]['level']
type State = 'done' | 'current' | 'returned' | 'withdrawn' | 'ahead'

type Common = {
  key: string
  state: State
  person: string | null
  at: string | null
  note: string | null
  dueAt?: string | null
}

export type FlowStep = Common &
  ({ kind: 'review'; level: Level } | { kind: 'written' | 'approved' | 'published' | 'taken-down' | 'discarded' })

const reviewStates = {
  waiting: 'current',
  claimed: 'current',
  approved: 'done',
  returned: 'returned',
  withdrawn: 'withdrawn',
} as const

const reviewSteps = ({ reviews, author }: Material): FlowStep[] =>
  reviews.map(({ id, level, state, reviewer, decidedAt, claimedAt, openedAt, reason, dueAt }) => {
    const shown = reviewStates[state]
    return {
      key: id,
      kind: 'review',
      level,
      state: shown,
      person: reviewer?.name ?? (level === 'self' ? author.name : null),
      at: decidedAt ?? claimedAt ?? openedAt,
      note: reason,
      ...(shown === 'current' ? { dueAt } : {}),
    }
  })

const publicationSteps = ({ publications }: Material): FlowStep[] =>
  publications.flatMap(({ id, recordedBy, publishedAt, account, takenDown }) => {
    const published: FlowStep = {
      key: id,
      kind: 'published',
      state: 'done',
      person: recordedBy.name,
      at: publishedAt,
      note: account.name,
    }
    if (takenDown === null) return [published]
    const { by, at, reason } = takenDown
    return [published, { key: `${id}-down`, kind: 'taken-down', state: 'returned', person: by.name, at, note: reason }]
  })

const missingLevels: Partial<Record<Material['state'], readonly Level[]>> = {
  draft: ['self', 'department', 'legal'],
  'self-check': ['department', 'legal'],
  'department-review': ['legal'],
  'legal-review': [],
}

/** What still lies ahead of a material that is on its way. */
const stepsAhead = ({ state }: Material): FlowStep[] => {
  const nothing = { state: 'ahead', person: null, at: null, note: null } as const
  const missing = missingLevels[state]
  if (missing === undefined) return []
  return [
    ...missing.map((level): FlowStep => ({ key: `ahead-${level}`, kind: 'review', level, ...nothing })),
    { key: 'ahead-approved', kind: 'approved', ...nothing },
  ]
}

/** The way of a material through the house, oldest first: who did what when, and what is still ahead. */
export const flowOf = (material: Material): FlowStep[] => {
  const { author, versions, state, approval } = material
  const written: FlowStep = {
    key: 'written',
    kind: 'written',
    state: state === 'draft' ? 'current' : 'done',
    person: author.name,
    at: versions.at(-1)?.savedAt ?? null,
    note: null,
  }
  const approved: FlowStep[] =
    approval === null
      ? []
      : [
          {
            key: 'approved',
            kind: 'approved',
            state: 'done',
            person: null,
            at: approval.at,
            note: approval.digest.slice(0, 12),
          },
        ]
  const past = [...reviewSteps(material), ...approved, ...publicationSteps(material)].toSorted((a, b) =>
    (a.at ?? '').localeCompare(b.at ?? ''),
  )
  return [written, ...past, ...stepsAhead(material)]
}
