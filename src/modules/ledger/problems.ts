import { defineProblem } from '../../kernel/errors.ts'

export const searchTooDeep = defineProblem('invalid', 'ledger.search-too-deep', {
  zh: '一次最多翻看 {limit} 条，请用时间、类型或人员缩小范围。',
  en: 'A search shows at most {limit} entries; narrow it by time, type or person.',
})

export const notSealedYet = defineProblem('conflict', 'ledger.not-sealed-yet', {
  zh: '这条记录刚写入，还没有封存，请一分钟后再试。',
  en: 'This entry was written just now and is not sealed yet; try again in a minute.',
})

export const noSuchCheckpoint = defineProblem('not-found', 'ledger.no-such-checkpoint', {
  zh: '没有覆盖这条记录的检查点，请不填检查点大小，使用最新的一个。',
  en: 'No such checkpoint covers this entry; leave the size out to use the latest one.',
})
