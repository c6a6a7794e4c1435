import { shareMeasurement } from '../../../kernel/control/measurement.ts'
import { hasAdMark } from '../ad-mark.ts'
import { channelTraits } from '../channels.ts'
import { materialLink } from '../material-link.ts'
import { defineControl } from '../scope.ts'
import { livePublicationRows } from './live-publication-rows.ts'

export const adMarkShown = defineControl({
  id: 'content.ad-mark',
  title: { zh: '在线广告均标明“广告”', en: 'Advertising that is out carries the mark 广告' },
  purpose: {
    zh: '广告不具有可识别性，发布者最高可被处十万元罚款（广告法第十四条、第五十九条）。',
    en: 'Advertising not recognisable as such costs its publisher up to CNY 100,000 (Advertising Law, art. 14, 59).',
  },
  dimension: 'content',
  weight: 4,
  action: {
    sentence: { zh: '下架未标明“广告”的发布，补标后重新送审', en: 'Take down what lacks the mark, add it and submit again' },
    link: '/publications',
  },
  remeasureOn: ['publication.recorded', 'publication.taken-down'],
  measure: async (db) => {
    const advertising = (await livePublicationRows(db)).filter(
      (row) => row.advertising && channelTraits[row.channel].marksAdvertising,
    )
    const bare = advertising.filter((row) => !hasAdMark(row))
    return shareMeasurement(advertising.length, advertising.length - bare.length, [
      ...bare.map((row) => ({
        sentence: { zh: '《{title}》没有标明“广告”', en: '{title} does not carry the mark 广告' },
        params: { title: row.title },
        link: materialLink(row.material_id),
      })),
      {
        sentence: {
          zh: '{good} 条在线广告标明了“广告”，共 {total} 条',
          en: '{good} of {total} advertising publications carry the mark 广告',
        },
        params: { good: advertising.length - bare.length, total: advertising.length },
        link: '/publications',
      },
    ])
  },
})
