import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { gbk, locked, pdfOf, sampleDocx } from '../../screening/documents/samples.fixture.ts'
import { refusalOf, startHouse } from './content.fixture.ts'
import type { Attachment } from './material-fields.ts'

/** One pixel. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

describe.each(testDatabases())('text in attachments on $name (CNT-2, CNT-5)', async ({ name }) => {
  const house = await startHouse(name)
  const { app, as } = house

  const attach = async (fileName: string, bytes: Uint8Array | string): Promise<Attachment> => {
    const base64 = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('base64')
    const { digest } = await app.call('content.add-attachment', { name: fileName, base64 }, await as('author'))
    return { digest, name: fileName }
  }
  const paper = await attach('活动方案.docx', await sampleDocx())
  const leaflet = await attach('单页.pdf', pdfOf([[gbk.天气晴], [gbk.根治糖尿病]]))
  const picture = await attach('主图.png', png)
  const scan = await attach('扫描件.pdf', pdfOf([[]]))
  const sealed = await attach('报价.pdf', pdfOf([[gbk.天气晴]], locked))
  const torn = await attach('残缺.docx', (await sampleDocx()).slice(0, -200))

  const readings = async () => house.db.selectFrom('attachment_text').selectAll().orderBy('digest').execute()
  const placesIn = async (id: string) =>
    (await house.view(id)).findings.map(({ field, attachment, severity, excerpt }) => [
      field,
      attachment?.name,
      attachment?.place,
      severity,
      excerpt,
    ])

  it('are found in a DOCX and a PDF at submission, file by file, each with its place', async () => {
    const id = await house.draft({ copy: '这款乳液是全网最低价', attachments: [leaflet, picture, paper] })
    const { findings } = await house.submit(id)
    const places = await placesIn(id)
    expect(places[0]).toMatchObject(['copy', undefined, undefined, 'block', '全网最低价'])
    expect(places.slice(1, 3)).toEqual([
      ['attachment', '单页.pdf', '第2页', 'block', '根治糖尿病'],
      ['attachment', '活动方案.docx', '第2段', 'block', '根治糖尿病'],
    ])
    expect(places.slice(3).map(([, file, place]) => `${file} ${place}`)).toEqual(
      expect.arrayContaining(['活动方案.docx 表1第1行第2列', '活动方案.docx 页脚第1段']),
    )
    const inPaper = findings.find(({ attachment }) => attachment?.place === '第2段')
    expect(inPaper).toMatchObject({ attachment: { ...paper, place: '第2段' }, category: 'medical_claim' })
    expect('这瓶茶能根治糖尿病'.slice(inPaper?.start, inPaper?.end)).toBe(inPaper?.excerpt)
    const [entry] = (await house.ledger('material.submitted')).filter((row) => row.subject_id === id)
    expect(entry?.detail).toMatchObject({ decision: 'deny' })
  })

  it('are counted, answered, overruled by legal alone, and go with the approval', async () => {
    const id = await house.draft({ attachments: [leaflet] })
    await house.submit(id)
    const { items } = await app.call('content.list-materials', {}, await as('author'))
    expect(items.find((item) => item.id === id)?.findings).toEqual({ block: 1, warn: 0, note: 0 })
    expect(await refusalOf(house.passSelfCheck(id))).toEqual(['gate.refused', 'self-check.unanswered'])
    await house.answerAll(id)
    await house.passSelfCheck(id)
    const reviewId = await house.claim(id, 'head')
    const { digest, findings } = await house.view(id)
    const overrules = findings.map((finding) => ({ findingId: finding.id, reason: '随附批准文件' }))
    const byDepartment = app.call('content.approve-review', { reviewId, digest, overrules }, await as('head'))
    expect(await refusalOf(byDepartment)).toEqual(['gate.refused', 'review.block-needs-legal'])
    await app.call('content.approve-review', { reviewId, digest }, await as('head'))
    await house.approve(id, 'lawyer')
    expect((await house.view(id)).findings).toMatchObject([
      { field: 'attachment', answer: { reason: '有检测报告支持' }, overrule: { level: 'legal' } },
    ])
  })

  it('leave pictures and pages without text alone', async () => {
    const id = await house.draft({ attachments: [picture, scan] })
    expect((await house.submit(id)).findings).toEqual([])
  })

  it('hold the submission where a document cannot be read, and say what to do', async () => {
    const id = await house.draft({ attachments: [sealed, torn, leaflet] })
    expect(await refusalOf(house.submit(id))).toEqual([
      'gate.refused',
      'submission.attachment-encrypted',
      'submission.attachment-broken',
    ])
    expect((await house.view(id)).state).toBe('draft')
    await house.edit(id, { attachments: [leaflet] })
    await house.submit(id)
    expect((await house.view(id)).state).toBe('self-check')
  })

  it('are told before anything is saved', async () => {
    const { title, copy, channel, industry, advertising, aiGenerated } = house.fields()
    const check = async (attachments: Attachment[], change: { advertising?: boolean } = {}) =>
      app.call(
        'content.check-copy',
        { title, copy, channel, industry, advertising, aiGenerated, attachments, ...change },
        await as('author'),
      )
    expect(await check([leaflet])).toMatchObject({ decision: 'deny', findings: [{ attachment: leaflet }], unreadable: [] })
    const { decision, findings, unreadable } = await check([sealed, scan])
    expect({ decision, findings, codes: unreadable.map(({ code }) => code) }).toEqual({
      decision: 'deny',
      findings: [],
      codes: ['submission.attachment-encrypted'],
    })
    expect(unreadable[0]?.text).toContain('附件“报价.pdf”设有密码')
    // The mark 广告 belongs into title or copy, not into every file.
    const unmarked = await check([leaflet], { advertising: true })
    expect(unmarked.findings.filter(({ category }) => category === 'missing_ad_mark')).toMatchObject([{ field: 'copy' }])
    const unknown = check([{ digest: 'f'.repeat(64), name: '没有.pdf' }])
    expect(await refusalOf(unknown)).toEqual(['material.attachment-unknown'])
  })

  it('are read once: what was read is kept by digest, and found again under another name', async () => {
    const before = await readings()
    expect(before.map(({ digest, fault }) => [digest, fault])).toEqual(
      [paper, leaflet, scan, sealed, torn]
        .map(({ digest }) => [digest, digest === sealed.digest ? 'encrypted' : digest === torn.digest ? 'broken' : null])
        .toSorted(),
    )
    // What is kept is what is checked: were the file opened again, its own words would be found.
    const kept = before.find(({ digest }) => digest === scan.digest)?.document ?? null
    await house.db.updateTable('attachment_text').set({ document: kept }).where('digest', '=', leaflet.digest).execute()
    const id = await house.draft({ channel: 'moments', attachments: [{ ...leaflet, name: '改名.pdf' }] })
    expect((await house.submit(id)).findings).toEqual([])
  })
})
