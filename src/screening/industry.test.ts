import { describe, expect, it } from 'vitest'
import { createFolder } from './fold.ts'
import { createTradeTeller } from './industry.ts'
import { loadPacks } from './load-packs.ts'
import { createWords } from './words.ts'

const packs = await loadPacks()
const { fold } = createFolder(packs.characters)
const read = createWords(packs)()
const tell = createTradeTeller(packs.industries)
const tradesOf = (text: string, given?: string): string[] => {
  const view = fold(text)
  return [...tell(given, read(view, 0, view.length).trades)]
}

describe('the trade of a text (CNT-3)', () => {
  it('is the one that is given, in any usual name', () => {
    expect(tradesOf('本店新到一批货', '酒类')).toEqual(['liquor'])
    expect(tradesOf('楼盘样板间开放', '金融理财')).toEqual(['finance'])
  })

  it.each([
    ['打开手机扫1扫，预约周末的瑜伽团课', 'fitness'],
    ['手机号留给前台即可，种植牙面诊请提前2天', 'medical'],
    ['这款智能手机支持快充', 'digital'],
    ['我们店的火锅底料可以打包回家', 'catering'],
    ['面膜和精华液今天到货', 'cosmetics'],
    ['楼盘样板间本周开放，建筑面积89平', 'property'],
    ['猫粮到货，适口性好', 'pets'],
    ['基金有风险，投资须谨慎', 'finance'],
  ])('is told by what the text says it sells: %s', (text, trade) => {
    expect(tradesOf(text)).toEqual([trade])
  })

  it.each(['手机请调静音', '本周课程表见公告', '买东西送保险', '今天天气不错'])(
    'is not told by a word that stands in texts of any trade: %s',
    (text) => {
      expect(tradesOf(text)).toEqual([])
    },
  )

  it('is the stronger one where a text names two', () => {
    expect(tradesOf('理财经理说，这套洋房户型方正，楼盘下月交房')).toEqual(['property'])
  })

  it('adds health food to the trade under which it is sold, because its article is stricter (广告法第十八条)', () => {
    expect(tradesOf('蓝帽保健食品，每日两粒', '食品')).toEqual(['food', 'health-food'])
    expect(tradesOf('含维生素的果汁', '食品')).toEqual(['food'])
  })

  it('reads no more than the beginning of a long text', () => {
    expect(tradesOf(`${'好'.repeat(5000)}楼盘`)).toEqual([])
  })
})
