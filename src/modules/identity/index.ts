import { defineModule } from '../../kernel/module.ts'
import { createApiKey } from './api-keys/create-api-key.ts'
import { listApiKeys } from './api-keys/list-api-keys.ts'
import { revokeApiKey } from './api-keys/revoke-api-key.ts'
import { warnOfKeysOfSuspended } from './api-keys/warn-of-keys-of-suspended.ts'
import { conflictingPostsControl } from './controls/conflicting-posts.ts'
import { secondFactorControl } from './controls/second-factor.ts'
import { forgetExpired } from './forget-expired.ts'
import { changePassword } from './password/change-password.ts'
import { acceptInvitation } from './people/accept-invitation.ts'
import { addDepartment } from './people/add-department.ts'
import { addPerson } from './people/add-person.ts'
import { listAllDepartments } from './people/list-departments.ts'
import { listPeople } from './people/list-people.ts'
import { reinstatePerson } from './people/reinstate-person.ts'
import { reissueInvitation } from './people/reissue-invitation.ts'
import { suspendPerson } from './people/suspend-person.ts'
import { updateDepartment } from './people/update-department.ts'
import { updatePerson } from './people/update-person.ts'
import { viewInvitation } from './people/view-invitation.ts'
import { viewMe } from './people/view-me.ts'
import { viewMatrix } from './posts/view-matrix.ts'
import type { IdentityPorts } from './scope.ts'
import { endSession } from './sessions/end-session.ts'
import { listSessions } from './sessions/list-sessions.ts'
import { signOut } from './sessions/sign-out.ts'
import { updateSignInSettings, viewSignInSettings } from './sessions/sign-in-settings.ts'
import { completeSetUp } from './set-up/complete-set-up.ts'
import { viewSetUp } from './set-up/view-set-up.ts'
import { confirmTotp } from './sign-in/confirm-totp.ts'
import { signIn } from './sign-in/sign-in.ts'
import { beginTotp } from './totp/begin-totp.ts'
import { disableTotp } from './totp/disable-totp.ts'
import { finishTotp } from './totp/finish-totp.ts'
import { resetTotp } from './totp/reset-totp.ts'
import { identityEvents, identityPermissions } from './vocabulary.ts'

export { authenticateKey } from './api-keys/authenticate-key.ts'
export { listDepartments, peopleBriefs } from './people/briefs.ts'
export { departmentHead, resolveOwner } from './people/owners.ts'
export { permissionMatrix, permissionsOf, requireWholeMatrix } from './posts/permission-matrix.ts'
export { actorOf, authenticate } from './sessions/authenticate.ts'
export { createSetUpToken } from './set-up/set-up-token.ts'

/** People, their posts, what each post may do, and how people sign in. */
export const identityModule = (ports: IdentityPorts) =>
  defineModule({
    name: 'identity',
    title: { zh: '人员与登录', en: 'People and sign-in' },
    permissions: identityPermissions,
    events: identityEvents,
    operations: [
      viewSetUp,
      completeSetUp,
      signIn,
      confirmTotp,
      viewInvitation,
      acceptInvitation,
      signOut,
      viewMe,
      changePassword,
      beginTotp,
      finishTotp,
      disableTotp,
      resetTotp,
      listSessions,
      endSession,
      viewSignInSettings,
      updateSignInSettings,
      listPeople,
      addPerson,
      updatePerson,
      suspendPerson,
      reinstatePerson,
      reissueInvitation,
      listAllDepartments,
      addDepartment,
      updateDepartment,
      viewMatrix,
      listApiKeys,
      createApiKey,
      revokeApiKey,
    ],
    jobs: [forgetExpired, warnOfKeysOfSuspended],
    controls: [secondFactorControl, conflictingPostsControl],
    ports,
  })
