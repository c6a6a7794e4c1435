import { defineModule } from '../../kernel/module.ts'
import { addAlertEvidence } from './alerts/add-alert-evidence.ts'
import { updateAlertSettings, viewAlertSettings } from './alerts/alert-settings.ts'
import { claimAlert } from './alerts/claim-alert.ts'
import { closeTakeoverCase } from './alerts/close-takeover-case.ts'
import { completeAlertStep } from './alerts/complete-alert-step.ts'
import { decideAlert } from './alerts/decide-alert.ts'
import { listAlerts } from './alerts/list-alerts.ts'
import { openTakeoverCase } from './alerts/open-takeover-case.ts'
import { previewAlert } from './alerts/preview-alert.ts'
import { raiseTakeoverAlarm } from './alerts/raise-takeover-alarm.ts'
import { readAlertEvidence } from './alerts/read-alert-evidence.ts'
import { reportAlert } from './alerts/report-alert.ts'
import { sealedTextColumn } from './alerts/take-in-alert.ts'
import { takeInWecomLog } from './alerts/take-in-wecom-log.ts'
import { viewAlert } from './alerts/view-alert.ts'
import { linkApp } from './apps/link-app.ts'
import { unlinkApp } from './apps/unlink-app.ts'
import { alertsInTime } from './controls/alerts-in-time.ts'
import { coreProtected } from './controls/core-protected.ts'
import { credentialsInTime, credentialsNeeded } from './controls/credentials.ts'
import { wecomSeatsRegistered } from './controls/wecom-seats-registered.ts'
import { verificationInTime } from './controls/verification-in-time.ts'
import { listCredentials } from './credentials/list-credentials.ts'
import { reportLeak } from './credentials/report-leak.ts'
import { retireCredential } from './credentials/retire-credential.ts'
import { revealCredential } from './credentials/reveal-credential.ts'
import { rotateCredential } from './credentials/rotate-credential.ts'
import { rotateWhatSuspendedKnow } from './credentials/rotate-what-suspended-know.ts'
import { credentialColumn } from './credentials/sealed-value.ts'
import { storeCredential } from './credentials/store-credential.ts'
import { updateCredential } from './credentials/update-credential.ts'
import { listAccounts } from './list-accounts.ts'
import { recoveryColumns } from './recovery.ts'
import { registerAccount } from './register-account.ts'
import type { AccountsPorts } from './scope.ts'
import { grantSeat } from './seats/grant-seat.ts'
import { recordSeatUse } from './seats/record-seat-use.ts'
import { withdrawEndedSeats, withdrawSeatsOfSuspended } from './seats/withdraw-jobs.ts'
import { withdrawSeat } from './seats/withdraw-seat.ts'
import { checkImport } from './sheets/check-import.ts'
import { exportAccounts } from './sheets/export-accounts.ts'
import { importAccounts } from './sheets/import-accounts.ts'
import { updateAccount } from './update-account.ts'
import { readContactSeats } from './seats/read-contact-seats.ts'
import { viewAccount } from './view-account.ts'
import { accountsEvents, accountsPermissions } from './vocabulary.ts'

export { accountBriefs } from './briefs.ts'
export { useCredential } from './credentials/use-credential.ts'
export { holdings } from './holdings.ts'

/** The register of marketing accounts: in whose hands each is, who may do what on it, which secrets open it. */
export const accountsModule = (ports: AccountsPorts) =>
  defineModule({
    name: 'accounts',
    title: { zh: '营销账号', en: 'Marketing accounts' },
    permissions: accountsPermissions,
    events: accountsEvents,
    operations: [
      listAccounts,
      viewAccount,
      registerAccount,
      updateAccount,
      grantSeat,
      withdrawSeat,
      recordSeatUse,
      linkApp,
      unlinkApp,
      listCredentials,
      storeCredential,
      rotateCredential,
      updateCredential,
      revealCredential,
      reportLeak,
      retireCredential,
      exportAccounts,
      checkImport,
      importAccounts,
      previewAlert,
      reportAlert,
      listAlerts,
      viewAlert,
      claimAlert,
      decideAlert,
      completeAlertStep,
      addAlertEvidence,
      readAlertEvidence,
      openTakeoverCase,
      closeTakeoverCase,
      viewAlertSettings,
      updateAlertSettings,
    ],
    jobs: [withdrawSeatsOfSuspended, withdrawEndedSeats, rotateWhatSuspendedKnow, takeInWecomLog, raiseTakeoverAlarm, readContactSeats],
    controls: [coreProtected(ports), wecomSeatsRegistered(ports), verificationInTime, credentialsInTime, credentialsNeeded, alertsInTime],
    sealed: [...recoveryColumns, credentialColumn, sealedTextColumn],
    ports,
  })
