/** The job that carries a dry-run on, one batch at a time. */
export const dryRunJob = 'rules.dry-run'
