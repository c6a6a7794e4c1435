import type { Candidate } from './types.ts'

/** Surnames of nine in ten people (公安部《全国姓名报告》), and compound ones. */
const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆' +
  '汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜' +
  '倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲'

const compound = '欧阳|上官|司马|诸葛|东方|尉迟|皇甫|司徒|令狐|慕容|端木|公孙|夏侯|南宫|西门|长孙|宇文'

const label =
  '(?:收[货件]人|寄件人|联系人|持卡人|开户名|户名|投保人|被保险人|受益人|患者|家长|会员|客户|本人|经办人|紧急联系人)(?:的)?(?:姓名|名字|名)?|姓名|真实姓名'

const han = '[\\u4e00-\\u9fa5]'

/** A label, a sign, and a name that ends where the line, the field or the mention ends. */
const labelled = new RegExp(
  `(?:${label})\\s?[:=|]\\s?((?:${compound}|[${surnames}])${han}{1,2}?|${han}{1,8}(?:·${han}{1,8}){1,3})` +
    '(?=先生|女士|小姐|同学|$|[^\\u4e00-\\u9fa5])',
  'g',
)

/** 王经理 and 李女士 name no one; 张三先生 does. */
const title = /^.(?:总|.?(?:先生|女士|小姐|经理|老师|主任|店长|医生|同学|师傅|客服))$/

/** Names of persons, only behind a label such as 收货人： - anywhere else a name cannot be told from a word. */
export const findNames = (text: string): Candidate[] => {
  const found: Candidate[] = []
  for (const match of text.matchAll(labelled)) {
    const name = match[1] ?? ''
    if (name === '' || title.test(name)) continue
    const end = match.index + match[0].length
    found.push({ kind: 'name', start: end - name.length, end, confidence: 'likely' })
  }
  return found
}
