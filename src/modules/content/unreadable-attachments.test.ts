import { expect, it } from 'vitest'
import { say } from '../../kernel/sentence.ts'
import { attachmentGate, type UnreadableAttachment } from './unreadable-attachments.ts'

const said = (unreadable: readonly UnreadableAttachment[]) =>
  attachmentGate({ unreadable }).reasons.map(({ code, sentence, params }) => [code, say(sentence, 'zh', params)])

it('lets a submission pass whose documents can all be read', () => {
  expect(attachmentGate({ unreadable: [] })).toEqual({ verdict: 'allow', reasons: [] })
})

it('says once for each reason which files it is about and what to do (CNT-5)', () => {
  const files = [
    { name: '甲.pdf', fault: 'encrypted' },
    { name: '乙.pptx', fault: 'unsupported' },
    { name: '丙.pdf', fault: 'encrypted' },
  ] as const
  expect(attachmentGate({ unreadable: files }).verdict).toBe('deny')
  expect(said(files)).toEqual([
    [
      'submission.attachment-encrypted',
      '附件“甲.pdf”、“丙.pdf”设有密码，无法检查其中的文字。请取消密码后重新上传，或者移除该附件。',
    ],
    [
      'submission.attachment-unsupported',
      '附件“乙.pptx”的格式无法检查其中的文字（例如演示文稿）。请另存为 PDF 后重新上传，或者移除该附件。',
    ],
  ])
})

it.each(['encrypted', 'broken', 'old-format', 'unsupported', 'too-large', 'too-slow'] as const)(
  'holds what is %s, in both languages',
  (fault) => {
    const { verdict, reasons } = attachmentGate({ unreadable: [{ name: 'a.pdf', fault }] })
    expect(verdict).toBe('deny')
    expect(reasons.map(({ sentence, params }) => [say(sentence, 'zh', params), say(sentence, 'en', params)])).toEqual([
      [expect.stringMatching(/^附件“a\.pdf”.*请.*移除/), expect.stringMatching(/^“a\.pdf”: .*remove/)],
    ])
  },
)
