import { defineModule } from '../../kernel/module.ts'
import { listAccounts } from './list-accounts.ts'
import { registerAccount } from './register-account.ts'
import { accountsEvents, accountsPermissions, type AccountsPorts } from './scope.ts'
import { updateAccount } from './update-account.ts'

export { accountBriefs } from './briefs.ts'

/** The register of marketing accounts: which account, on which platform, in whose hands. */
export const accountsModule = (ports: AccountsPorts) =>
  defineModule({
    name: 'accounts',
    title: { zh: '营销账号', en: 'Marketing accounts' },
    permissions: accountsPermissions,
    events: accountsEvents,
    operations: [listAccounts, registerAccount, updateAccount],
    ports,
  })
