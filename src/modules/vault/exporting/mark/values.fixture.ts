import { createHash } from 'node:crypto'
import type { Field } from '../../fields/input.ts'

/** Figures from a seed, the same at every run. */
const figures = (seed: number) => {
  const bytes = createHash('sha256').update(`customer ${seed}`).digest()
  let at = 0
  return {
    below: (limit: number): number => {
      at = (at + 2) % 30
      return bytes.readUInt16BE(at) % limit
    },
    digits: (length: number): string => String(bytes.readUIntBE(20, 6)).padStart(16, '0').slice(-length),
  }
}

const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许'
const given = '一丁丑专世丘丙东丝丹丽乃久之乐乔习书云亚亦亭仁介仑以仪任伊伍伟伦伯佳依侠俊保信修健元光克'
const places = ['浙江省杭州市西湖区', '江苏苏州市工业园区', '北京市朝阳区', '广西壮族自治区南宁市青秀区', '内蒙古呼和浩特市赛罕区', '新疆维吾尔自治区乌鲁木齐市天山区', '四川成都市武侯区', '上海市浦东新区', '湖南省长沙县', '杭州市西湖区']
const roads = ['无名路', '样板街', '示例大道', '虚构巷']
const notes = ['喜欢靠窗的座位，不要香菜', '老客户，生日送券', '电话请在下午打', '发票抬头另行通知,不要写错']

/** A customer that does not exist: names by lot, numbers of zeros and lots. */
export const customerValues = (seed: number): readonly Field[] => {
  const { below, digits } = figures(seed)
  const at = (text: string): string => text.charAt(below(text.length))
  const of = (list: readonly string[]): string => list[below(list.length)] ?? ''
  const rest = below(2) === 0 ? `${below(20) + 1}幢${below(900) + 100}室` : `${below(30) + 1}号楼${below(9) + 1}单元${below(900) + 100}`
  return [
    { kind: 'name', value: at(surnames) + at(given) + (below(3) === 0 ? '' : at(given)) },
    { kind: 'mobile', value: `1380000${String(seed % 10_000).padStart(4, '0')}` },
    { kind: 'landline', value: `0571800${String(seed % 100_000).padStart(5, '0')}` },
    { kind: 'email', value: `sample${seed}@example.com` },
    { kind: 'wechat', value: `weidun_${digits(6)}` },
    { kind: 'address', value: `${of(places)}${of(roads)}${below(300) + 1}号${rest}` },
    { kind: 'plate', value: `浙A${digits(5)}` },
    { kind: 'note', value: of(notes) },
  ]
}
