import { beijingDate, beijingParts } from '../../../kernel/calendar/beijing-time.ts'
import { openDays } from '../life-cycle.ts'
import type { NewsAbout } from '../vocabulary.ts'

/** What a message says of a request: its number, and nothing of what it is about. */
export type News = { about: NewsAbout; number: string; dueAt: Date; question: string | null }

/** A term in working days ends at 24:00 of its last day. */
const lastMoment = (dueAt: Date): Date => new Date(dueAt.getTime() - 1)

/** For the approved text of a text message: at most 20 signs. Whether it was granted is seen on the page alone. */
export const newsInShort = ({ about, dueAt }: News): string => {
  const { month, day } = beijingParts(lastMoment(dueAt))
  const texts: Record<NewsAbout, string> = {
    received: `已收到，${month}月${day}日24时前答复`,
    question: '需要您补充信息，暂停计时',
    answer: `已有答复，请在${openDays}天内查看`,
  }
  return texts[about]
}

/** The same as a mail. */
export const newsAsMail = (news: News, { company, link }: { company: string; link: URL }): { subject: string; text: string } => {
  const { about, number, question } = news
  const day = beijingDate(lastMoment(news.dueAt))
  const lines: Record<NewsAbout, { zh: string; en: string }> = {
    received: {
      zh: `已经收到，我们会在 ${day} 24:00 前答复。如非本人提出，请打开下面的页面撤回。`,
      en: `has come in. We answer by the end of ${day}. If you did not make it, take it back on the page below.`,
    },
    question: {
      zh: `需要您补充信息：${question ?? ''}\n补充之前暂停计时。`,
      en: `needs something more of you: ${question ?? ''}\nThe clock stands still until you answer.`,
    },
    answer: {
      zh: `已有答复，请在 ${openDays} 天内查看。`,
      en: `has an answer. It can be seen for ${openDays} days.`,
    },
  }
  return {
    subject: `个人信息权利请求 ${number} / Your request`,
    text:
      `您向${company}提出的个人信息权利请求 ${number} ${lines[about].zh}\n\n请打开 ${link.href} ，用这个邮箱验证身份后查看和办理。\n\n`
      + `Your request ${number} to ${company} ${lines[about].en}\n\nOpen ${link.href} and prove by this address who you are.\n`,
  }
}
