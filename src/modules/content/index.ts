import { defineModule } from '../../kernel/module.ts'
import { addAttachment } from './add-attachment.ts'
import { answerFinding } from './answer-finding.ts'
import { approveReview } from './approve-review.ts'
import { askSecondOpinion } from './ask-second-opinion.ts'
import { check } from './check.ts'
import { checkCopy } from './check-copy.ts'
import { claimReview } from './claim-review.ts'
import { adMarkShown } from './controls/ad-mark-shown.ts'
import { blocksOverruled } from './controls/blocks-overruled.ts'
import { reviewsInTime } from './controls/reviews-in-time.ts'
import { threeLevels } from './controls/three-levels.ts'
import { createMaterial } from './create-material.ts'
import { discardMaterial } from './discard-material.ts'
import { exportMaterials } from './export-materials.ts'
import { listMaterials } from './list-materials.ts'
import { listPublications } from './list-publications.ts'
import { listQueue } from './list-queue.ts'
import { measureReviewTimes } from './measure-review-times.ts'
import { passSelfCheck } from './pass-self-check.ts'
import type { ContentPorts } from './ports.ts'
import { readAttachment } from './read-attachment.ts'
import { recordChecks } from './record-checks.ts'
import { recordPublication } from './record-publication.ts'
import { releaseClaimsOfSuspended } from './release-claims-of-suspended.ts'
import { releaseReview } from './release-review.ts'
import { returnReview } from './return-review.ts'
import { submitMaterial } from './submit-material.ts'
import { takeDown } from './take-down.ts'
import { updateMaterial } from './update-material.ts'
import { updateReviewSettings } from './update-review-settings.ts'
import { viewMaterial } from './view-material.ts'
import { viewReviewSettings } from './view-review-settings.ts'
import { contentEvents, contentPermissions } from './vocabulary.ts'

export { copyForRules } from './copy-for-rules.ts'
export { copyForSending } from './copy-for-sending.ts'
export { holdings } from './holdings.ts'
export { publicationsNear } from './publications-near.ts'
export type { ContentPorts } from './ports.ts'

/** Materials: from the first draft through three levels of review to publication and takedown. */
export const contentModule = (ports: ContentPorts) =>
  defineModule({
    name: 'content',
    title: { zh: '物料', en: 'Materials' },
    permissions: contentPermissions,
    events: contentEvents,
    operations: [
      createMaterial,
      updateMaterial,
      discardMaterial,
      addAttachment,
      readAttachment,
      checkCopy,
      check,
      submitMaterial,
      answerFinding,
      passSelfCheck,
      listQueue,
      claimReview,
      releaseReview,
      approveReview,
      returnReview,
      recordPublication,
      takeDown,
      viewMaterial,
      listMaterials,
      exportMaterials,
      listPublications,
      measureReviewTimes,
      viewReviewSettings,
      updateReviewSettings,
    ],
    jobs: [releaseClaimsOfSuspended, askSecondOpinion, recordChecks],
    controls: [threeLevels, reviewsInTime, blocksOverruled, adMarkShown],
    ports,
  })
