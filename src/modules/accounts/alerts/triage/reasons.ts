import type { Sentence } from '../../../../kernel/sentence.ts'

type Words = { words: Sentence; discreet?: Sentence }

const sentences = {
  'forged-link': {
    words: { zh: '文中的链接 {host} 不是平台的官方域名，可能是假冒的通知：不要点击，不要在那里输入密码', en: 'The link to {host} is not the platform’s: the notice may be forged. Do not open it, type no password there' },
  },
  'time-unknown': { words: { zh: '没有写明时间，无法与当时的登录相比', en: 'No time is given, so it cannot be compared with sign-ins around it' } },
  'place-unknown': { words: { zh: '没有写明地点和可用的 IP，无法比较地点', en: 'No place and no usable address are given, so places cannot be compared' } },
  'device-unknown': { words: { zh: '没有写明设备，无法比较设备', en: 'No device is given, so devices cannot be compared' } },
  'history-none': {
    words: { zh: '这个账号的使用者近 {days} 天没有在本系统登录过，没有习惯可以比较', en: 'Whoever uses this account has not signed in here within {days} days: there are no habits to compare with' },
  },
  'history-short': {
    words: { zh: '近 {days} 天只有 {total} 次登录可以比较，判断不够可靠', en: 'There are only {total} sign-ins within {days} days to compare with, so the verdict is weak' },
  },
  'place-usual': {
    words: { zh: '{placeZh} 是使用者常在的地方（{seen}/{total} 次，近 {days} 天）', en: '{placeEn} is where its users are ({seen} of {total} sign-ins in {days} days)' },
    discreet: { zh: '地点与使用者的习惯相符', en: 'The place agrees with the habits of its users' },
  },
  'place-abroad': {
    words: { zh: '平时在{usualZh}（{times}/{total} 次，近 {days} 天），这次在境外（{placeZh}），此前从未有过', en: 'Usually {usualEn} ({times} of {total} sign-ins in {days} days), now abroad ({placeEn}), never before' },
    discreet: { zh: '这次在境外（{placeZh}），使用者近 {days} 天从未在那里登录', en: 'Now abroad ({placeEn}), where none of its users signed in within {days} days' },
  },
  'abroad-without-history': {
    words: { zh: '这次在境外（{placeZh}），而没有任何登录可以印证', en: 'It is abroad ({placeEn}), and no sign-in speaks for it' },
  },
  'place-unfamiliar': {
    words: { zh: '平时在{usualZh}（{times}/{total} 次，近 {days} 天），这次在{placeZh}（该省 0 次）', en: 'Usually {usualEn} ({times} of {total} sign-ins in {days} days), now {placeEn} (its province: none)' },
    discreet: { zh: '使用者近 {days} 天没有在{placeZh}所在的省登录过', en: 'None of its users signed in from the province of {placeEn} within {days} days' },
  },
  'city-unfamiliar': {
    words: { zh: '平时在{usualZh}（{times}/{total} 次，近 {days} 天），这次在{placeZh}（0 次）', en: 'Usually {usualEn} ({times} of {total} sign-ins in {days} days), now {placeEn} (none)' },
    discreet: { zh: '使用者近 {days} 天没有在{placeZh}登录过', en: 'None of its users signed in from {placeEn} within {days} days' },
  },
  'same-time-and-place': {
    words: { zh: '{name} 在前后 {minutes} 分钟内，用同类设备（{system}）在同一城市登录了本系统', en: '{name} signed in here within {minutes} minutes of it, from the same city and on the same kind of device ({system})' },
    discreet: { zh: '有使用者的登录在时间、城市和设备上与它相符', en: 'A sign-in of one of its users agrees with it in time, city and device' },
  },
  'same-city-then': {
    words: { zh: '{name} 在前后 {minutes} 分钟内，在同一城市登录了本系统', en: '{name} signed in here within {minutes} minutes of it, from the same city' },
    discreet: { zh: '有使用者的登录在时间和城市上与它相符', en: 'A sign-in of one of its users agrees with it in time and city' },
  },
  'everybody-elsewhere': {
    words: { zh: '前后 3 小时内登录过本系统的 {people} 名使用者都在别处（{elsewhereZh}），这段时间到不了', en: 'All {people} of its users who signed in here within 3 hours of it were elsewhere ({elsewhereEn}), too far to get there' },
    discreet: { zh: '当时在本系统登录过的使用者都不在那里', en: 'Those of its users who signed in here around that time were not there' },
  },
  'network-of-theft': { words: { zh: '同一网络 {prefix} 在此前的告警里已认定为盗号', en: 'The network {prefix} was found to be a thief’s in an earlier alert' } },
  'network-office': {
    words: { zh: '是公司在用的网络 {prefix}（近 {days} 天有 {people} 人从这里登录）', en: 'It is a network of the company, {prefix} ({people} people signed in from it within {days} days)' },
  },
  'network-known': {
    words: { zh: '使用者用过这个网络 {prefix}（{seen} 次，近 {days} 天）', en: 'Its users used this network, {prefix} ({seen} times in {days} days)' },
    discreet: { zh: '使用者用过这个网络', en: 'Its users used this network before' },
  },
  'network-hosting': { words: { zh: '来自机房或云服务器（{networkZh}），平时没有人在这里办公', en: 'It comes from a data centre ({networkEn}), where nobody works' } },
  'network-vpn': { words: { zh: '来自代理或 VPN 出口（{networkZh}），看不出真实地点', en: 'It comes from a proxy or VPN exit ({networkEn}), which hides the place' } },
  'device-known': {
    words: { zh: '设备系统 {system} 是使用者在用的（{seen}/{total} 次）', en: 'The system {system} is one that its users have ({seen} of {total} sign-ins)' },
    discreet: { zh: '设备类型与使用者的习惯相符', en: 'The kind of device agrees with the habits of its users' },
  },
  'device-new': {
    words: { zh: '设备系统 {system} 没有使用者用过（{total} 次登录中 0 次）', en: 'None of its users has the system {system} (none of {total} sign-ins)' },
    discreet: { zh: '设备类型与使用者的习惯不符', en: 'The kind of device is unlike those of its users' },
  },
  'earlier-genuine': {
    words: { zh: '此前有 {count} 次同城、同类设备的告警，经核实都是本人', en: '{count} earlier alerts from the same city and kind of device were found to be genuine' },
  },
  'hour-odd': {
    words: { zh: '发生在 {time}，使用者 {total} 次登录中没有一次在这个时段', en: 'It was at {time}; none of {total} sign-ins of its users was around that time' },
    discreet: { zh: '发生在 {time}，不是使用者平时登录的时段', en: 'It was at {time}, when its users do not sign in' },
  },
  'subject-gone': {
    words: { zh: '登录的成员 {name} 已离岗或已停用，不应再有登录', en: 'The member who signed in, {name}, has left or is suspended, and should not sign in any more' },
    discreet: { zh: '登录的成员已离岗或已停用，不应再有登录', en: 'The member who signed in has left or is suspended, and should not sign in any more' },
  },
  'leaver-network': {
    words: { zh: '已离岗或交出席位的 {name} 用过这个网络', en: '{name}, who left or gave up a seat, used this network' },
    discreet: { zh: '与近期离岗或交出席位的人的登录习惯相符', en: 'It agrees with the habits of somebody who left or gave up a seat' },
  },
  'leaver-place': {
    words: { zh: '已离岗或交出席位的 {name} 曾在同一城市登录，现在的使用者没有', en: '{name}, who left or gave up a seat, signed in from the same city; no present user did' },
    discreet: { zh: '与近期离岗或交出席位的人的登录习惯相符', en: 'It agrees with the habits of somebody who left or gave up a seat' },
  },
  'leaver-seat': {
    words: { zh: '{name} 已离岗，但在平台上的席位还没有收回', en: '{name} has left, but the seat at the platform was not taken back yet' },
    discreet: { zh: '有已离岗人员的席位还没有收回', en: 'A seat of somebody who left was not taken back yet' },
  },
  'checked-out': {
    words: { zh: '{name} 在此前 {minutes} 分钟借用了共用密码', en: '{name} checked out a shared password {minutes} minutes before' },
    discreet: { zh: '此前两小时内有人按规定借用了共用密码', en: 'A shared password was properly checked out within two hours before' },
  },
  published: { words: { zh: '前后一小时内这个账号有 {count} 次登记在册的发布', en: '{count} registered publications went out on this account within an hour of it' } },
  'weak-factors': { words: { zh: '平台上只开了密码和短信，密码或验证码外泄就能登录', en: 'The account has only a password and SMS, so whoever has those gets in' } },
  sensitive: { words: { zh: '不只是登录：告警说的是改密、换绑、改权限、授权或冻结', en: 'It is more than a sign-in: password, phone, rights, an application or a freeze' } },
  attempt: { words: { zh: '告警说的是尝试，平台没有放行', en: 'It was an attempt that the platform did not let through' } },
} as const satisfies Record<string, Words>

export type TriageReasonCode = keyof typeof sentences

/**
 * Why an alert looks genuine or not, in words and numbers. Where the words tell of a colleague's sign-ins there is a
 * discreet sentence besides, for whoever may not see those: it names no person, no place and no moment of theirs.
 */
export const triageReasons: Readonly<Record<TriageReasonCode, Words>> = sentences
