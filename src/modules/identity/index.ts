import { defineModule } from '../../kernel/module.ts'
import { closeAccessReview } from './access-reviews/close-access-review.ts'
import { decideAccessReview } from './access-reviews/decide-access-review.ts'
import { openAccessReview } from './access-reviews/open-access-review.ts'
import { viewAccessReview } from './access-reviews/view-access-review.ts'
import { createApiKey } from './api-keys/create-api-key.ts'
import { listApiKeys } from './api-keys/list-api-keys.ts'
import { revokeApiKey } from './api-keys/revoke-api-key.ts'
import { warnOfKeysOfSuspended } from './api-keys/warn-of-keys-of-suspended.ts'
import { conflictingPostsControl } from './controls/conflicting-posts.ts'
import { passwordsInTimeControl } from './controls/passwords-in-time.ts'
import { privilegedHoldersControl } from './controls/privileged-holders.ts'
import { secondFactorControl } from './controls/second-factor.ts'
import { temporaryPostsControl } from './controls/temporary-posts.ts'
import { unusedRightsControl } from './controls/unused-rights.ts'
import { applyDirectory } from './directory/apply-directory.ts'
import { wecomFront } from './directory/callback-front.ts'
import { decideDepartures } from './directory/decide-departures.ts'
import { listDirectory } from './directory/list-directory.ts'
import { readDirectorySteps } from './directory/read-directory.ts'
import { readDirectory, readDirectoryDaily } from './directory/synchronise.ts'
import { takeCallback, verifyCallback } from './directory/take-callback.ts'
import { viewDirectory } from './directory/view-directory.ts'
import { updateFactorSettings, viewFactorSettings } from './factors/factor-settings.ts'
import { resetFactors } from './factors/reset-factors.ts'
import { viewFactors } from './factors/view-factors.ts'
import { forgetExpired } from './forget-expired.ts'
import { beginOutsideLink } from './outside-sign-in/begin-outside-link.ts'
import { beginOutsideSignIn } from './outside-sign-in/begin-outside-sign-in.ts'
import { finishOutsideLink } from './outside-sign-in/finish-outside-link.ts'
import { finishOutsideSignIn } from './outside-sign-in/finish-outside-sign-in.ts'
import { listOutsideWays } from './outside-sign-in/list-outside-ways.ts'
import { removeOutsideIdentity } from './outside-sign-in/remove-outside-identity.ts'
import { resetOutsideIdentities } from './outside-sign-in/reset-outside-identities.ts'
import { viewOutsideIdentities } from './outside-sign-in/view-outside-identities.ts'
import { beginPasskey } from './passkeys/begin-passkey.ts'
import { finishPasskey } from './passkeys/finish-passkey.ts'
import { removePasskey } from './passkeys/remove-passkey.ts'
import { changePassword } from './password/change-password.ts'
import { demandPasswordChange } from './password/demand-password-change.ts'
import { followPasswordTerms } from './password/follow-password-terms.ts'
import { judgePassword } from './password/judge-password.ts'
import { updatePasswordSettings, viewPasswordSettings } from './password/password-settings.ts'
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
import { withdrawPost } from './people/withdraw-post.ts'
import { confirmMatrixChange } from './posts/confirm-matrix-change.ts'
import { discardMatrixDraft } from './posts/discard-matrix-draft.ts'
import { draftMatrixChange } from './posts/draft-matrix-change.ts'
import { viewMatrixDraft } from './posts/view-matrix-draft.ts'
import { viewMatrix } from './posts/view-matrix.ts'
import { scimFront } from './scim/front.ts'
import { addScimPerson } from './scim/people/add-scim-person.ts'
import { changeScimPerson } from './scim/people/change-scim-person.ts'
import { findScimDepartments } from './scim/people/find-scim-departments.ts'
import { findScimPeople } from './scim/people/find-scim-people.ts'
import { removeScimPerson } from './scim/people/remove-scim-person.ts'
import { recordedByLeaving } from './scim/people/events.ts'
import type { IdentityPorts } from './scope.ts'
import { proveAgain } from './proof/prove-again.ts'
import { makeRecoveryCodes } from './recovery/make-recovery-codes.ts'
import { raiseAlarm } from './risk/raise-alarm.ts'
import { warnPerson } from './risk/warn-person.ts'
import { disownSignIn } from './risk/disown-sign-in.ts'
import { listSignIns } from './risk/list-sign-ins.ts'
import { endCopiedSession } from './sessions/end-copied-session.ts'
import { endSession } from './sessions/end-session.ts'
import { listSessions } from './sessions/list-sessions.ts'
import { signOut } from './sessions/sign-out.ts'
import { updateSignInSettings, viewSignInSettings } from './sessions/sign-in-settings.ts'
import { completeSetUp } from './set-up/complete-set-up.ts'
import { viewSetUp } from './set-up/view-set-up.ts'
import { askPasskey } from './sign-in/ask-passkey.ts'
import { confirmSignIn } from './sign-in/confirm-sign-in.ts'
import { sendCode } from './sign-in/send-code.ts'
import { signInByPasskey } from './sign-in/sign-in-by-passkey.ts'
import { signIn } from './sign-in/sign-in.ts'
import { beginPhone } from './sms/begin-phone.ts'
import { deliverSmsCode } from './sms/deliver-sms-code.ts'
import { finishPhone } from './sms/finish-phone.ts'
import { removePhone } from './sms/remove-phone.ts'
import { askForTemporaryPost } from './temporary-posts/ask-for-post.ts'
import { breakGlass } from './temporary-posts/break-glass.ts'
import { decidePostRequest } from './temporary-posts/decide-post-request.ts'
import { endTemporaryPost } from './temporary-posts/end-temporary-post.ts'
import { endTemporaryPosts } from './temporary-posts/end-temporary-posts.ts'
import { giveTemporaryPost } from './temporary-posts/give-temporary-post.ts'
import { listTemporaryPosts } from './temporary-posts/list-temporary-posts.ts'
import { reviewTemporaryPost } from './temporary-posts/review-temporary-post.ts'
import { withdrawPostRequest } from './temporary-posts/withdraw-post-request.ts'
import { beginTotp } from './totp/begin-totp.ts'
import { disableTotp } from './totp/disable-totp.ts'
import { finishTotp } from './totp/finish-totp.ts'
import { keepRightUse } from './unused-rights/keep-right-use.ts'
import { listUnusedRights } from './unused-rights/list-unused-rights.ts'
import { identityEvents, identityPermissions } from './vocabulary.ts'

export { directoryReach, keepMemberState, wecomMemberKind, wecomMemberOf } from './directory/holdings.ts'
export { companyName } from './company.ts'
export { nameDevice } from './risk/device/name-device.ts'
export { authenticateKey } from './api-keys/authenticate-key.ts'
export { holdings, lockLeaver, peopleShutOut, personStanding } from './leaving/holdings.ts'
export { departmentOf, listDepartments, listEverybody, peopleBriefs } from './people/briefs.ts'
export { departmentHead, resolveOwner } from './people/owners.ts'
export { matrixInForce } from './posts/matrix-in-force.ts'
export { permissionsOf, requireWholeMatrix, shippedMatrix } from './posts/permission-matrix.ts'
export { usePlacesFrom } from './risk/place/place-of-ip.ts'
export { knownPlaces, personByWecom, sharedNetworks, signInsOf, whereaboutsOf } from './risk/habits.ts'
export { actorOf, authenticate } from './sessions/authenticate.ts'
export { isStillAdmitted } from './sessions/is-still-admitted.ts'
export { createSetUpToken } from './set-up/set-up-token.ts'

/** People, their posts, what each post may do, and how people sign in. */
export const identityModule = (ports: IdentityPorts) =>
  defineModule({
    name: 'identity',
    title: { zh: '人员与登录', en: 'People and sign-in' },
    permissions: identityPermissions,
    events: identityEvents,
    recordsOfOthers: recordedByLeaving,
    fronts: [scimFront, ...(ports.directoryCallback === undefined ? [] : [wecomFront])],
    operations: [
      viewSetUp,
      completeSetUp,
      signIn,
      confirmSignIn,
      askPasskey,
      signInByPasskey,
      listOutsideWays,
      beginOutsideSignIn,
      finishOutsideSignIn,
      sendCode,
      proveAgain,
      viewInvitation,
      acceptInvitation,
      signOut,
      viewMe,
      changePassword,
      judgePassword,
      demandPasswordChange,
      viewPasswordSettings,
      updatePasswordSettings,
      beginTotp,
      finishTotp,
      disableTotp,
      beginPasskey,
      finishPasskey,
      removePasskey,
      beginPhone,
      finishPhone,
      removePhone,
      makeRecoveryCodes,
      resetFactors,
      viewOutsideIdentities,
      beginOutsideLink,
      finishOutsideLink,
      removeOutsideIdentity,
      resetOutsideIdentities,
      viewFactors,
      viewFactorSettings,
      updateFactorSettings,
      endCopiedSession,
      listSignIns,
      disownSignIn,
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
      viewDirectory,
      listDirectory,
      readDirectory,
      applyDirectory,
      decideDepartures,
      ...(ports.directoryCallback === undefined ? [] : [verifyCallback, takeCallback]),
      viewMatrix,
      viewMatrixDraft,
      draftMatrixChange,
      discardMatrixDraft,
      confirmMatrixChange,
      withdrawPost,
      listUnusedRights,
      listTemporaryPosts,
      giveTemporaryPost,
      askForTemporaryPost,
      decidePostRequest,
      withdrawPostRequest,
      breakGlass,
      endTemporaryPost,
      reviewTemporaryPost,
      viewAccessReview,
      decideAccessReview,
      listApiKeys,
      createApiKey,
      revokeApiKey,
      findScimPeople,
      addScimPerson,
      changeScimPerson,
      removeScimPerson,
      findScimDepartments,
    ],
    jobs: [
      deliverSmsCode,
      raiseAlarm,
      warnPerson,
      forgetExpired,
      followPasswordTerms,
      warnOfKeysOfSuspended,
      endTemporaryPosts,
      openAccessReview,
      closeAccessReview,
      readDirectorySteps,
      readDirectoryDaily,
    ],
    controls: [
      secondFactorControl,
      passwordsInTimeControl,
      conflictingPostsControl,
      privilegedHoldersControl,
      temporaryPostsControl,
      unusedRightsControl(() => ports.operations().map(({ permission }) => permission)),
    ],
    keepRightUse,
    ports,
  })
