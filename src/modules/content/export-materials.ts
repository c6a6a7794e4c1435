import { z } from 'zod'
import { shanghaiTime } from '../../kernel/shanghai-time.ts'
import { channelTraits } from './channels.ts'
import { stateNames } from './life-cycle.ts'
import { type ListFilters, listFilters } from './list-filters.ts'
import { countMaterials, type ListRow, listRows } from './list-rows.ts'
import { exportTooLarge } from './problems.ts'
import { defineOperation } from './scope.ts'
import { type Column, workbookOf } from '../../kernel/files/workbook.ts'

const mostRows = 5000

const time = (text: string | null): string => (text === null ? '' : shanghaiTime(new Date(text)))
const yesNo = (value: boolean): string => (value ? '是' : '否')

const columns: readonly Column<ListRow>[] = [
  { header: '标题', width: 40, text: ({ title }) => title },
  { header: '状态', width: 10, text: ({ state }) => stateNames[state].zh },
  { header: '渠道', width: 10, text: ({ channel }) => channelTraits[channel].name.zh },
  { header: '行业', width: 12, text: ({ industry }) => industry ?? '' },
  { header: '是否广告', width: 10, text: ({ advertising }) => yesNo(advertising) },
  { header: '是否AI生成', width: 11, text: ({ aiGenerated }) => yesNo(aiGenerated) },
  { header: '作者', width: 12, text: ({ author }) => author.name },
  { header: '部门', width: 16, text: ({ department }) => department.name },
  { header: '版本', width: 7, text: ({ version }) => version },
  { header: '禁止级命中', width: 11, text: ({ findings }) => findings.block },
  { header: '警示级命中', width: 11, text: ({ findings }) => findings.warn },
  { header: '提示级命中', width: 11, text: ({ findings }) => findings.note },
  { header: '在线发布数', width: 11, text: ({ publications }) => publications },
  { header: '提交时间', width: 17, text: ({ submittedAt }) => time(submittedAt) },
  { header: '更新时间', width: 17, text: ({ updatedAt }) => time(updatedAt) },
  { header: '编号', width: 38, text: ({ id }) => id },
]

export const exportMaterials = defineOperation({
  name: 'content.export-materials',
  summary: { zh: '导出物料清单（Excel）', en: 'Export the list of materials (Excel)' },
  effect: 'read',
  permission: 'content.export',
  records: ['materials.exported'],
  input: listFilters,
  output: z.object({ fileName: z.string(), base64: z.string() }),
  run: async (ctx, filters) => {
    const count = await countMaterials(ctx, filters)
    if (count > mostRows) throw exportTooLarge({ count, limit: mostRows })
    const rows = await listRows(ctx, filters, { limit: mostRows, offset: 0 })
    const workbook = await workbookOf('物料', columns, rows)
    ctx.record({
      type: 'materials.exported',
      subject: { kind: 'material-list', id: ctx.origin.request },
      detail: { rows: rows.length, filters: namesOfFilters(filters) },
    })
    return { fileName: `物料清单-${shanghaiTime(ctx.now).slice(0, 10)}.xlsx`, base64: workbook.toString('base64') }
  },
})

/** Which filters were set; what was searched for may name anything, so its text is left out. */
const namesOfFilters = (filters: ListFilters): readonly string[] =>
  Object.entries(filters).flatMap(([name, value]) => {
    if (value === undefined) return []
    return [name === 'search' ? name : `${name}=${value}`]
  })
