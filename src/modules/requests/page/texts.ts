import type { Locale } from '../../../kernel/sentence.ts'
import type { RequestState } from '../life-cycle.ts'
import type { ContactKind, RequestKind } from '../vocabulary.ts'

type KindText = { title: string; hint: string; button: string }

type Texts = {
  title: string
  intro: string
  mobile: string
  email: string
  wayOf: string
  contact: string
  contactHint: string
  getCode: string
  noWay: string
  otherWay: string
  codeTitle: string
  codeSent: string
  codeHint: string
  code: string
  go: string
  again: string
  back: string
  deskTitle: string
  until: (time: string) => string
  end: string
  refresh: string
  ended: string
  endedText: string
  mine: string
  none: string
  fresh: string
  received: (time: string) => string
  due: (day: string) => string
  provisional: string
  paused: string
  asked: string
  reply: string
  replyButton: string
  takeBack: string
  refused: string
  lawOf: (law: string) => string
  remedies: string
  note: string
  copy: (time: string) => string
  pdf: string
  xlsx: string
  json: string
  certificate: string
  submitted: (number: string, day: string) => string
  settled: (number: string) => string
  told: Record<ContactKind | 'none', string>
  replied: string
  takenBack: string
  which: string
  right: string
  one: string
  two: string
  choose: string
  more: string
  reachLegend: string
  marketing: string
  all: string
  kinds: Record<RequestKind, KindText>
  states: Record<RequestState, string>
  wrong: string
  busy: string
  later: string
}

const zh: Texts = {
  title: '行使个人信息权利',
  intro: '您可以查阅、更正、删除、复制我们处理的您的个人信息，也可以撤回同意、拒绝接收营销消息。不收费，七个工作日内答复。',
  mobile: '手机号',
  email: '电子邮箱',
  wayOf: '用什么验证',
  contact: '您留给我们的手机号或邮箱',
  contactHint: '只用于核实您是本人，不会另作他用。',
  getCode: '获取验证码',
  noWay: '目前不能在网上验证身份，请通过电话或书面方式联系我们，我们同样会在七个工作日内答复。',
  otherWay: '号码已停用或没有留过号码的，请通过电话或书面方式联系我们。',
  codeTitle: '输入验证码',
  codeSent: '如果这个号码或邮箱登记在我们这里，验证码已经发出，十分钟内有效。',
  codeHint: '一直没有收到，说明没有登记，请通过电话或书面方式联系我们。',
  code: '六位验证码',
  go: '继续',
  again: '换一个号码或重新获取',
  back: '回到首页',
  deskTitle: '您的请求',
  until: (time) => `为了您的信息安全，本页在 ${time} 后失效，之后请重新验证。`,
  end: '结束办理',
  refresh: '刷新',
  ended: '已结束',
  endedText: '本页已失效。需要时，请重新获取验证码。',
  mine: '已提出的请求',
  none: '您还没有提出过请求。',
  fresh: '提出新的请求',
  received: (time) => `收到时间：${time}`,
  due: (day) => `我们会在 ${day} 24:00 前答复`,
  provisional: '（次年的节假日安排尚未公布，公布后可能调整）',
  paused: '等您补充，期间暂停计时',
  asked: '我们需要您补充：',
  reply: '您的补充',
  replyButton: '提交补充',
  takeBack: '撤回这件请求',
  refused: '我们没有同意这件请求，理由是：',
  lawOf: (law) => `（${law}）`,
  remedies:
    '有异议的，可以再次联系我们，或者向履行个人信息保护职责的部门投诉、举报（个人信息保护法第六十五条）；请求被拒绝的，可以依法向人民法院提起诉讼（第五十条第二款）。',
  note: '说明：',
  copy: (time) => `您的个人信息副本可以下载到 ${time}，之后销毁。`,
  pdf: '下载 PDF',
  xlsx: '下载 Excel',
  json: '下载 JSON',
  certificate: '办理证明',
  submitted: (number, day) => `已收到您的请求，编号 ${number}，我们会在 ${day} 24:00 前答复。`,
  settled: (number) => `您的请求（编号 ${number}）已收到并办结，结果见下。`,
  told: {
    mobile: '有了进展，我们会发短信到您刚才验证的手机号，短信里没有办理内容，请回到本页查看。',
    email: '有了进展，我们会发邮件到您刚才验证的邮箱，请按邮件回到本页查看。',
    none: '有了进展，我们会另行联系您，也可以随时回到本页查看。',
  },
  replied: '已收到您的补充，恢复计时。',
  takenBack: '请求已撤回。',
  which: '要更正的信息',
  right: '正确的内容',
  one: '第一项',
  two: '第二项（没有就留空）',
  choose: '请选择',
  more: '补充说明（可不填）',
  reachLegend: '范围',
  marketing: '营销消息',
  all: '营销消息和服务提醒',
  kinds: {
    access: { title: '查阅', hint: '我们处理了您的哪些个人信息，谁看过、改过。', button: '申请查阅' },
    export: { title: '复制、转移', hint: '取得一份可以带走的副本（PDF、Excel、JSON）。', button: '申请副本' },
    correct: { title: '更正、补充', hint: '信息有误或不完整的，请写明正确的内容。', button: '申请更正' },
    delete: { title: '删除', hint: '删除您的资料。法律要求保存的，会告知法条，期满后再删除。', button: '申请删除' },
    withdraw: { title: '撤回同意', hint: '提交后立即生效，不影响此前已进行的处理。', button: '撤回同意' },
    object: { title: '拒绝接收', hint: '不再接收消息，提交后立即生效。', button: '拒绝接收' },
  },
  states: {
    received: '已收到，待核实身份',
    proven: '身份已核实，待办理',
    working: '办理中',
    waiting: '等您补充',
    answered: '已答复',
    refused: '未同意',
    withdrawn: '已撤回',
  },
  wrong: '无法继续',
  busy: '请稍后再试',
  later: '服务暂时不可用，您刚才的操作没有生效，请稍后重试。',
}

const en: Texts = {
  title: 'Your rights over your data',
  intro: 'See, correct, delete or copy the personal data that we hold about you, withdraw your consent, or object to marketing. It is free, and answered within seven working days.',
  mobile: 'Mobile number',
  email: 'E-mail address',
  wayOf: 'Prove who you are by',
  contact: 'The number or address that you gave us',
  contactHint: 'It is used to verify who you are, and for nothing else.',
  getCode: 'Get a code',
  noWay: 'Identities cannot be verified online for now. Please telephone or write to us: you get an answer within seven working days all the same.',
  otherWay: 'If your number is no longer in use, or you never gave us one, please telephone or write to us.',
  codeTitle: 'Enter the code',
  codeSent: 'If this number or address is on file with us, a code is on its way. It is valid for ten minutes.',
  codeHint: 'If none arrives, it is not on file: please telephone or write to us.',
  code: 'Code of six digits',
  go: 'Continue',
  again: 'Use another number, or get a new code',
  back: 'Back to the first page',
  deskTitle: 'Your requests',
  until: (time) => `To keep your data safe, this page ends at ${time}; prove who you are again after that.`,
  end: 'End the visit',
  refresh: 'Reload',
  ended: 'Ended',
  endedText: 'This page is no longer valid. Get a new code when you need it.',
  mine: 'Requests so far',
  none: 'You have made no request yet.',
  fresh: 'Make a request',
  received: (time) => `Received: ${time}`,
  due: (day) => `We answer by the end of ${day}`,
  provisional: ' (next year’s holidays are not announced yet; the day may still move)',
  paused: 'Waiting for you; the clock stands still',
  asked: 'We need to know more:',
  reply: 'Your answer',
  replyButton: 'Send the answer',
  takeBack: 'Take this request back',
  refused: 'We did not grant this request, because:',
  lawOf: (law) => ` (${law})`,
  remedies:
    'If you disagree, contact us again, or complain to the authorities for the protection of personal data (PIPL, article 65); whoever was refused can go to court (article 50, second paragraph).',
  note: 'Note:',
  copy: (time) => `The copy of your data can be fetched until ${time}; after that it is destroyed.`,
  pdf: 'PDF',
  xlsx: 'Excel',
  json: 'JSON',
  certificate: 'Certificate',
  submitted: (number, day) => `We have received your request ${number} and answer it by the end of ${day}.`,
  settled: (number) => `Your request ${number} was received and settled at once; see below.`,
  told: {
    mobile: 'When there is news, we send a text message to the number that you just proved. It says nothing of the matter: come back to this page to see it.',
    email: 'When there is news, we write to the address that you just proved; come back to this page to see it.',
    none: 'When there is news, we contact you; you can also come back to this page at any time.',
  },
  replied: 'We have your answer; the clock goes on.',
  takenBack: 'The request was taken back.',
  which: 'What is to be corrected',
  right: 'What is right',
  one: 'First',
  two: 'Second (leave empty if there is none)',
  choose: 'Choose',
  more: 'Anything to add (optional)',
  reachLegend: 'What it is about',
  marketing: 'Marketing messages',
  all: 'Marketing and service messages',
  kinds: {
    access: { title: 'See my data', hint: 'Which data of yours we hold, and who saw or changed them.', button: 'Ask to see them' },
    export: { title: 'Take a copy with me', hint: 'A copy to take elsewhere (PDF, Excel, JSON).', button: 'Ask for a copy' },
    correct: { title: 'Correct my data', hint: 'Say what is wrong or missing, and what is right.', button: 'Ask for a correction' },
    delete: { title: 'Delete my data', hint: 'Where the law demands keeping, you are told the article; it is deleted afterwards.', button: 'Ask for deletion' },
    withdraw: { title: 'Withdraw my consent', hint: 'In force as soon as you send it; what was done before stays lawful.', button: 'Withdraw my consent' },
    object: { title: 'Object to messages', hint: 'No more messages, as soon as you send it.', button: 'Object' },
  },
  states: {
    received: 'Received; identity to be verified',
    proven: 'Identity proven',
    working: 'In work',
    waiting: 'Waiting for you',
    answered: 'Answered',
    refused: 'Not granted',
    withdrawn: 'Taken back',
  },
  wrong: 'This cannot go on',
  busy: 'Please try again later',
  later: 'The service is unavailable, and what you just did had no effect; please try again later.',
}

export const pageTexts: Readonly<Record<Locale, Texts>> = { zh, en }
