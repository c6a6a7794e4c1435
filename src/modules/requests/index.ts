import { defineModule } from '../../kernel/module.ts'
import { exportCertificate } from './answer/export-certificate.ts'
import { inTime } from './controls/in-time.ts'
import { answerWithCopy } from './handling/answer-with-copy.ts'
import { applyCorrection } from './handling/apply-correction.ts'
import { askErasure } from './handling/ask-erasure.ts'
import { askPerson } from './handling/ask-person.ts'
import { chooseSubject } from './handling/choose-subject.ts'
import { decideErasure } from './handling/decide-erasure.ts'
import { enter } from './handling/enter.ts'
import { finish } from './handling/finish.ts'
import { listRequests } from './handling/list.ts'
import { noteReply } from './handling/note-reply.ts'
import { noteWithdrawal } from './handling/note-withdrawal.ts'
import { proveByHand } from './handling/prove-by-hand.ts'
import { refuse } from './handling/refuse.ts'
import { take } from './handling/take.ts'
import { viewRequest } from './handling/view.ts'
import { viewForm } from './handling/view-form.ts'
import { fetchOwn } from './own/fetch-own.ts'
import { replyOwn } from './own/reply-own.ts'
import { submitOwn } from './own/submit-own.ts'
import { viewOwn } from './own/view-own.ts'
import { withdrawOwn } from './own/withdraw-own.ts'
import { rightsFront } from './page/front.ts'
import { viewEntrance } from './page/view-entrance.ts'
import { requestsHeld } from './personal-data.ts'
import type { RequestsPorts } from './ports.ts'
import { askCode } from './proof/ask-code.ts'
import { deliverCode } from './proof/deliver-code.ts'
import { endVisit } from './proof/end-visit.ts'
import { prove } from './proof/prove.ts'
import { sealedColumns } from './sealed.ts'
import { sweep } from './sweep.ts'
import { deliverNews } from './telling/deliver-news.ts'
import { noteTold } from './telling/note-told.ts'
import { openContact } from './telling/open-contact.ts'
import { recordedOfOthers, requestsEvents, requestsPermissions } from './vocabulary.ts'

export type { RequestsPorts } from './ports.ts'

/** 个人信息权利请求: people outside see, correct, delete, take away, withdraw and object; answered in time, with proof. */
export const requestsModule = (ports: RequestsPorts) =>
  defineModule({
    name: 'requests',
    title: { zh: '权利请求', en: 'Rights requests' },
    permissions: requestsPermissions,
    events: requestsEvents,
    recordsOfOthers: recordedOfOthers,
    operations: [
      listRequests,
      viewRequest,
      viewForm,
      enter,
      proveByHand,
      chooseSubject,
      take,
      askPerson,
      noteReply,
      noteWithdrawal,
      answerWithCopy,
      applyCorrection,
      askErasure,
      decideErasure,
      finish,
      refuse,
      exportCertificate,
      noteTold,
      openContact,
      viewEntrance,
      askCode,
      prove,
      endVisit,
      viewOwn,
      submitOwn,
      replyOwn,
      withdrawOwn,
      fetchOwn,
    ],
    jobs: [deliverCode, deliverNews, sweep],
    controls: [inTime],
    fronts: [rightsFront],
    sealed: sealedColumns,
    personalData: [requestsHeld],
    ports,
  })
