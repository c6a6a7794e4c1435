type ScimPersonRow = {
  person_id: string
  since: Date
  brought: boolean
  left_at: Date | null
  deleted_at: Date | null
}

/** Row types of migrations/0020-scim.sql. */
export type ScimTables = { scim_person: ScimPersonRow }
