import { expect, it } from 'vitest'
import type { StoredFinding } from '../../domain.ts'
import { byFile } from './by-file.ts'

const finding = (id: string, file?: string): StoredFinding => ({
  id,
  rule: 'test.rule',
  category: 'absolute_term',
  severity: 'warn',
  start: 0,
  end: 2,
  excerpt: '最好',
  law: '',
  advice: '',
  why: '',
  opinionId: null,
  answer: null,
  overrule: null,
  ...(file === undefined
    ? { field: 'copy' }
    : { field: 'attachment', attachment: { digest: file, name: `${file}.docx`, place: '第1段' } }),
})

it('parts findings into those of the text and those of each file, in their order', () => {
  const { inText, files } = byFile([finding('1'), finding('2', 'b'), finding('3', 'a'), finding('4', 'b')])
  expect(inText.map(({ id }) => id)).toEqual(['1'])
  expect(files.map(({ name, findings }) => [name, findings.map(({ id }) => id)])).toEqual([
    ['b.docx', ['2', '4']],
    ['a.docx', ['3']],
  ])
})
