import type { Locale } from '../../../kernel/sentence.ts'
import { channelNames, type Channel, type ConsentPurpose } from '../vocabulary.ts'

type Texts = {
  purpose: Record<ConsentPurpose, string>
  title: (what: string) => string
  question: (what: string, channel: string) => string
  fromChannel: (channel: string) => string
  fromAll: (what: string) => string
  done: string
  doneText: (what: string, channels: string) => string
  undo: string
  undoHint: string
  undone: string
  undoneText: string
  alsoFromAll: (what: string) => string
  still: string
  wrong: string
  wrongText: string
  busy: string
  later: string
  separator: string
}

const zh: Texts = {
  purpose: { marketing: '营销消息', service: '服务提醒' },
  title: (what) => `退订${what}`,
  question: (what, channel) => `您正在退订通过${channel}发送的${what}。请选择：`,
  fromChannel: (channel) => `退订${channel}`,
  fromAll: (what) => `退订全部渠道的${what}`,
  done: '已退订',
  doneText: (what, channels) => `退订已经生效，我们不会再通过${channels}向您发送${what}。`,
  undo: '点错了，恢复接收',
  undoHint: '只有您能用这个链接恢复，我们的员工不能代您恢复。',
  undone: '已恢复接收',
  undoneText: '您会继续收到已同意接收的消息。需要时，可以随时再次退订。',
  alsoFromAll: (what) => `其他渠道的${what}也退订`,
  still: '与您的订单、服务安全等有关的必要通知不受影响。',
  wrong: '链接无法打开',
  wrongText: '链接不完整或已失效，请从收到的消息中重新打开，或联系发送方。',
  busy: '请稍后再试',
  later: '服务暂时不可用，您的请求还没有生效，请稍后重试。',
  separator: '、',
}

const en: Texts = {
  purpose: { marketing: 'marketing messages', service: 'service reminders' },
  title: (what) => `Unsubscribe from ${what}`,
  question: (what, channel) => `You are about to stop ${what} by ${channel}.`,
  fromChannel: (channel) => `Stop ${channel}`,
  fromAll: (what) => `Stop ${what} on every channel`,
  done: 'You are unsubscribed',
  doneText: (what, channels) => `This is in force now: no more ${what} by ${channels}.`,
  undo: 'That was a mistake, undo',
  undoHint: 'Only you can undo it, by this link; our staff cannot.',
  undone: 'You are subscribed again',
  undoneText: 'You keep receiving what you consented to, and can unsubscribe again at any time.',
  alsoFromAll: (what) => `Stop ${what} on the other channels too`,
  still: 'Notices that you need, about orders or the safety of the service, are not affected.',
  wrong: 'This link does not open',
  wrongText: 'It is incomplete or no longer valid; open it from the message again, or write to the sender.',
  busy: 'Please try again later',
  later: 'The service is unavailable and your request has not taken effect; please try again later.',
  separator: ', ',
}

export const pageTexts: Readonly<Record<Locale, Texts>> = { zh, en }

export const namesOf = (channels: readonly Channel[], locale: Locale): string =>
  channels.map((channel) => channelNames[channel][locale]).join(pageTexts[locale].separator)
