import { startHouse } from '../content/content.fixture.ts'

/** The house of the content tests, with what people do to the rules in it. */
export const startRuleHouse = async (database: 'pglite' | 'postgres') => {
  const house = await startHouse(database)
  const { app, as } = house
  type Part = Parameters<typeof as>[0]

  const revision = async (): Promise<number> => {
    const { draft } = await app.call('rules.view-draft', {}, await as('lawyer'))
    if (draft === null) throw new Error('There is no draft')
    return draft.revision
  }

  const deny = async (term: string, part: Part = 'lawyer') =>
    app.call('rules.save-term', { term, effect: 'deny', category: 'absolute_term', severity: 'block' }, await as(part))

  const allow = async (term: string, part: Part = 'lawyer') =>
    app.call('rules.save-term', { term, effect: 'allow' }, await as(part))

  const dryRun = async (part: Part = 'lawyer') => {
    const { id } = await app.call('rules.start-dry-run', { revision: await revision() }, await as(part))
    await app.runJobs()
    return id
  }

  const enforce = async (part: Part = 'secondLawyer', reason = '品牌部要求') =>
    app.call('rules.enforce', { revision: await revision(), reason }, await as(part))

  const draft = async (part: Part = 'lawyer') => (await app.call('rules.view-draft', {}, await as(part))).draft

  const tryText = async (text: string) => app.call('rules.try-draft', { text }, await as('lawyer'))

  return { ...house, revision, deny, allow, dryRun, enforce, draftOf: draft, tryText }
}
