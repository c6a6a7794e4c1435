import { z } from 'zod'
import { workbookOf } from '../../../kernel/files/workbook.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { defineOperation } from '../scope.ts'
import { channelNames, purposeNames } from '../vocabulary.ts'
import { recordOf } from './campaign-record.ts'

const modes = { estimate: '只测算', reserve: '占用名额' } as const
const states = { running: '进行中', done: '已完成', cancelled: '已中止' } as const

export const exportCampaign = defineOperation({
  name: 'outreach.export-campaign',
  summary: { zh: '导出一次活动的记录（Excel），供审计使用', en: 'Export the record of a campaign (Excel), for audit' },
  effect: 'read',
  permission: 'outreach.audit-campaigns',
  records: ['campaign.exported'],
  input: z.strictObject({ id: z.uuid().toLowerCase() }),
  output: z.object({ fileName: z.string(), base64: z.string() }),
  run: async (ctx, { id }) => {
    const record = await recordOf(ctx, id)
    const at = (time: string | null): string => (time === null ? '' : shanghaiTime(new Date(time)))
    const outcome = record.outcome
    const rows: (readonly [string, string | number, string])[] = [
      ['活动编号', record.id, ''],
      ['方式', modes[record.mode], ''],
      ['状态', states[record.state], ''],
      ['人群', record.audienceName, JSON.stringify(record.filter)],
      ['用途', purposeNames[record.purpose].zh, ''],
      ['渠道', channelNames[record.channel].zh, ''],
      ['物料编号', record.materialId ?? '', ''],
      ['文案摘要（SHA-256）', record.copyDigest ?? '', ''],
      ['发起人', record.startedBy, ''],
      ['开始时间', at(record.startedAt), ''],
      ['结束时间', at(record.finishedAt), ''],
      ['判断人数', record.asked, ''],
      ['可以发送', record.allowed, ''],
      ['不能发送', record.asked - record.allowed, ''],
      ...record.byReason.map(({ code, text, count }) => [`不能发送：${text}`, count, code] as const),
      ...(outcome === null
        ? []
        : ([
            ['已登记发送', outcome.confirmed, ''],
            ['其中逾期登记', outcome.late, ''],
            ['未发送而释放', outcome.released, ''],
            ['名额过期', outcome.expired, ''],
            ['尚未登记', outcome.waiting, ''],
          ] as const)),
      ['结论摘要（SHA-256）', record.digest, '与台账中的记录一致'],
    ]
    const workbook = await workbookOf('活动记录', [
      { header: '项目', width: 44, text: ([name]) => name },
      { header: '内容', width: 70, text: ([, value]) => value },
      { header: '依据或说明', width: 60, text: ([, , note]) => note },
    ], rows)
    ctx.record({ type: 'campaign.exported', subject: { kind: 'campaign', id }, detail: { digest: record.digest } })
    return { fileName: `活动记录-${shanghaiTime(ctx.now).slice(0, 10)}.xlsx`, base64: workbook.toString('base64') }
  },
})
