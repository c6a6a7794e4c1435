import { defineModule } from '../../kernel/module.ts'
import { anonymise } from './anonymising/anonymise.ts'
import { exportsMarked } from './controls/exports-marked.ts'
import { fieldsSealed } from './controls/fields-sealed.ts'
import { retentionKept } from './controls/retention-kept.ts'
import { unusualHandled } from './controls/unusual-handled.ts'
import { listDecoys } from './decoys/list-decoys.ts'
import { makeDecoy } from './decoys/make-decoy.ts'
import { plantNext, plantWaiting } from './decoys/planting-jobs.ts'
import { reportUse } from './decoys/report-use.ts'
import { decoyColumn } from './decoys/sealed-decoy.ts'
import { tellContact } from './decoys/tell-contact.ts'
import { viewDecoy } from './decoys/view-decoy.ts'
import { watchDecoys } from './decoys/watch-decoys.ts'
import { askErasure } from './erasing/ask-erasure.ts'
import { eraseCustomer } from './erasing/erase-customer.ts'
import { askExport } from './exporting/ask-export.ts'
import { decideExport } from './exporting/decide-export.ts'
import { downloadExport } from './exporting/download-export.ts'
import { endExport } from './exporting/end-export.ts'
import { exportsHeld } from './exporting/exports-held.ts'
import { listExports } from './exporting/list-exports.ts'
import { makeExport } from './exporting/make-export.ts'
import { previewExport } from './exporting/preview-export.ts'
import { exportKeyColumns } from './exporting/sealed-file.ts'
import { sweepExports } from './exporting/sweep-exports.ts'
import { traceLeak } from './exporting/trace/trace-leak.ts'
import { dataKeyColumn } from './fields/sealed-fields.ts'
import { beginImport } from './importing/begin-import.ts'
import { beginWecomImport } from './importing/begin-wecom-import.ts'
import { cancelImport } from './importing/cancel-import.ts'
import { checkImport } from './importing/check-import.ts'
import { checkRows } from './importing/check-rows.ts'
import { closeUpload } from './importing/close-upload.ts'
import { confirmImport } from './importing/confirm-import.ts'
import { exportFaults } from './importing/export-faults.ts'
import { fetchWecom } from './importing/fetch-wecom.ts'
import { importTemplate } from './importing/import-template.ts'
import { importKeyColumn } from './importing/imports.ts'
import { listImports } from './importing/list-imports.ts'
import { resumeImport } from './importing/resume-import.ts'
import { storePart } from './importing/store-part.ts'
import { viewImport } from './importing/view-import.ts'
import { clearImport, wakeImports } from './importing/wake-imports.ts'
import { writeRows } from './importing/write-rows.ts'
import { findCustomer } from './reading/find-customer.ts'
import { listCustomers } from './reading/list-customers.ts'
import { openFields } from './reading/open-fields.ts'
import { viewAccessRecord } from './reading/view-access-record.ts'
import { viewCustomer } from './reading/view-customer.ts'
import { registerCustomer } from './register-customer.ts'
import { expire } from './retention/expire.ts'
import { updateRetention } from './retention/update-retention.ts'
import { viewRetention } from './retention/view-retention.ts'
import type { VaultPorts } from './scope.ts'
import { updateSettings } from './settings/update-settings.ts'
import { viewSettings } from './settings/view-settings.ts'
import { importsHeld } from './importing/imports-held.ts'
import { customersHeld } from './subject/personal-data.ts'
import { updateCustomer } from './update-customer.ts'
import { vaultEvents, vaultPermissions } from './vocabulary.ts'
import { agreeToRead } from './watching/agree-to-read.ts'
import { decideReading } from './watching/decide-reading.ts'
import { listReadings } from './watching/list-readings.ts'
import { forgetTrails } from './watching/search-trail.ts'
import { viewReading } from './watching/view-reading.ts'
import { updateWatching, viewWatching } from './watching/watching-settings.ts'

export { customerBriefs } from './customer-briefs.ts'
export { decoysAmong } from './decoys/decoy-marks.ts'
export { checkedContacts, customersAfter, customersByMobile, keepContact, maskedCustomers } from './for-outreach.ts'
export { contactOf, subjectsAt } from './subject/find-subjects.ts'
export { subjectMasks } from './subject/subject-masks.ts'

/** Customers whose personal data do not leak: sealed under a key for each, masked, opened with a reason, on record. */
export const vaultModule = (ports: VaultPorts) =>
  defineModule({
    name: 'vault',
    title: { zh: '客户信息', en: 'Customers' },
    permissions: vaultPermissions,
    events: vaultEvents,
    operations: [
      listCustomers,
      findCustomer,
      viewCustomer,
      openFields,
      viewAccessRecord,
      registerCustomer,
      updateCustomer,
      askErasure,
      eraseCustomer,
      listExports,
      previewExport,
      askExport,
      decideExport,
      endExport,
      downloadExport,
      traceLeak,
      anonymise,
      viewSettings,
      updateSettings,
      beginImport,
      beginWecomImport,
      storePart,
      closeUpload,
      checkImport,
      confirmImport,
      cancelImport,
      resumeImport,
      listImports,
      viewImport,
      exportFaults,
      importTemplate,
      viewRetention,
      updateRetention,
      listReadings,
      viewReading,
      agreeToRead,
      decideReading,
      viewWatching,
      updateWatching,
      listDecoys,
      viewDecoy,
      makeDecoy,
      reportUse,
      tellContact,
    ],
    jobs: [fetchWecom, checkRows, writeRows, clearImport, wakeImports, makeExport, sweepExports, expire, watchDecoys, plantNext, plantWaiting, forgetTrails],
    controls: [fieldsSealed, exportsMarked, retentionKept, unusualHandled],
    personalData: [customersHeld, importsHeld, exportsHeld],
    sealed: [dataKeyColumn, importKeyColumn, ...exportKeyColumns, decoyColumn],
    ports,
  })
