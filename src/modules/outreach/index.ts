import { defineModule } from '../../kernel/module.ts'
import { bringList } from './audiences/bring-list.ts'
import { cancelCampaign } from './audiences/cancel-campaign.ts'
import { exportCampaign } from './audiences/export-campaign.ts'
import { listAudiences } from './audiences/list-audiences.ts'
import { listCampaignPeople } from './audiences/list-campaign-people.ts'
import { listCampaignSends } from './audiences/list-campaign-sends.ts'
import { listCampaigns } from './audiences/list-campaigns.ts'
import { removeAudience } from './audiences/remove-audience.ts'
import { saveAudience } from './audiences/save-audience.ts'
import { startCampaign } from './audiences/start-campaign.ts'
import { viewCampaign } from './audiences/view-campaign.ts'
import { clearEstimates, resumeCampaigns } from './audiences/resume-campaigns.ts'
import { runCampaign } from './audiences/run-campaign.ts'
import { clearForms } from './forms/clear-forms.ts'
import { confirmForm } from './forms/confirm-form.ts'
import { answersColumn } from './forms/form-code.ts'
import { consentFront } from './forms/front.ts'
import { listForms } from './forms/list-forms.ts'
import { saveForm } from './forms/save-form.ts'
import { sendFormCode } from './forms/send-form-code.ts'
import { serveForm } from './forms/serve-form.ts'
import { submitForm } from './forms/submit-form.ts'
import { viewWithdrawal } from './forms/view-withdrawal.ts'
import { withdrawByLink } from './forms/withdraw-by-link.ts'
import { listToAskAgain } from './list-to-ask-again.ts'
import { noticeFront } from './notice-page/front.ts'
import { readNotice } from './notice-page/read-notice.ts'
import { replyFront } from './replies/front.ts'
import { receiveReplies } from './replies/receive-replies.ts'
import { viewReplyAddresses } from './replies/view-reply-addresses.ts'
import { recordedOfOthers } from './scope.ts'
import { confirmSends } from './confirm-sends.ts'
import { consentsEvidenced } from './controls/consents-evidenced.ts'
import { formsUnticked } from './controls/forms-unticked.ts'
import { sendsConsented } from './controls/sends-consented.ts'
import { unsubscribesAtOnce } from './controls/unsubscribes-at-once.ts'
import { decideSends } from './decide-sends.ts'
import { forgetRecipient } from './subject/forget-recipient.ts'
import { recipientsHeld } from './subject/personal-data.ts'
import { listNotices } from './list-notices.ts'
import { unsubscribeFront } from './page/front.ts'
import type { OutreachPorts } from './ports.ts'
import { publishNotice } from './publish-notice.ts'
import { recordConsent } from './record-consent.ts'
import { releaseSends } from './release-sends.ts'
import { resubscribeByLink } from './resubscribe-by-link.ts'
import { makePartitions } from './scale/make-partitions.ts'
import { streamFront } from './stream/front.ts'
import { trySend } from './try-send.ts'
import { unsubscribe } from './unsubscribe.ts'
import { unsubscribeByLink } from './unsubscribe-by-link.ts'
import { updateSettings } from './update-settings.ts'
import { viewLink } from './view-link.ts'
import { viewNotice } from './view-notice.ts'
import { viewRecipient } from './view-recipient.ts'
import { viewSettings } from './view-settings.ts'
import { outreachEvents, outreachPermissions } from './vocabulary.ts'
import { withdrawConsent } from './withdraw-consent.ts'

/** Who outside may be sent what: notices, consents, unsubscribes, and the gate before every message. */
export const outreachModule = (ports: OutreachPorts) =>
  defineModule({
    name: 'outreach',
    title: { zh: '触达', en: 'Outreach' },
    permissions: outreachPermissions,
    events: outreachEvents,
    operations: [
      publishNotice,
      listNotices,
      viewNotice,
      recordConsent,
      withdrawConsent,
      unsubscribe,
      viewRecipient,
      viewSettings,
      updateSettings,
      decideSends,
      trySend,
      confirmSends,
      releaseSends,
      viewLink,
      unsubscribeByLink,
      resubscribeByLink,
      readNotice,
      saveForm,
      listForms,
      serveForm,
      submitForm,
      confirmForm,
      viewWithdrawal,
      withdrawByLink,
      receiveReplies,
      viewReplyAddresses,
      listToAskAgain,
      bringList,
      cancelCampaign,
      exportCampaign,
      listAudiences,
      listCampaignPeople,
      listCampaignSends,
      listCampaigns,
      removeAudience,
      saveAudience,
      startCampaign,
      viewCampaign,
    ],
    recordsOfOthers: recordedOfOthers,
    fronts: [unsubscribeFront, noticeFront, consentFront, replyFront, streamFront],
    jobs: [sendFormCode, clearForms, runCampaign, resumeCampaigns, clearEstimates, makePartitions, forgetRecipient],
    personalData: [recipientsHeld],
    sealed: [answersColumn],
    controls: [sendsConsented, unsubscribesAtOnce, formsUnticked, consentsEvidenced],
    ports,
  })
