/**
 * Units of folded text by how often they stand in advertising copy: in the first line those that make up one unit in 90,
 * roughly, in each further line those that are half as frequent. Counted over packs/examples.
 */
const lines = [
  '，的1。不我了2',
  '3是回个家退人这有0【】订就t上天来年十89在',
  '用没到子本请都们,你看5别下小里能、店全价发老可说月过自点“”6开出后给4收手大分费号生那机第公为日会好百要成品行',
  '单同得名学最：证国去面买只款打今水也车药您加保时着台前门口以医先头吃周还师多7包再业报次方酒内长中已电把换带期放元做金完问位无己标书部卖万定接高牌件和a信钱提客合复装写新明工理服作院见送地妈跟进他对房' +
    '字转每块数购网条货千样告主关%半种间原动身平？查代图免儿照走',
  '比想码员量板起区友户现签实教领宝外按片安卡记心度红通级场它真者晚产拿喝于准清试课套道满么与测贴文i体洗入当.之孩取市约评姐拍底少直线管白率某瓶商正话n法专检版表份改让养花风首听选g物谁注由奶付修系配推' +
    '才程厂补病考预停米未等班限司至结意经验任算护色交器排科食张便账留找群批认岁粉资录皮备供猫事楼果存效讲练o示住官路链p额眼化衣售从料妹格知女私咱页务朋边重仅需票挂拉血据差办光馆更计权处低治财早毛统u钟干' +
    '支案指她均菜气柜招箱活何油夜穿广睡投盘队诊所',
  '利健被银销城糖海消减快播租几疗调传空营并游因特折掉论编导校力勿坐b运民团制属含压翻床其站敢值视规社香流节味防反解斤军懂降像设（热）险随！跑餐截省升读即题印剩r圈目常叫亲登局息软盒此黑性续脸黄狗假哪享绝' +
    '影使h整净戴山项抽充布居什盟美锅赚顶封傅质总隔玩术扣核素拒将微感持z东超根旧倒如断亏稳凭参神须农音助爸具s慢近午泡康及议倍双:藏够角类育宜授集室扫替堂连窗肤e返帮立星屏锁背茶末荐王袋优dx置太饭型垫赔' +
    '止刷监承建y变木甲男怎功杯座针册称独除骗情步往非受石闭向纸笔声拆架温耳骨错鱼桌娃画粮腰壁c克季模涨灯相库源奖礼西构材维火肉唯求南酸应附密必列盖急介序精基余l云寄蛋豆适苗jq各鸡脚询球童弟联膏牙湿聊顺阿' +
    '失频容仓界',
]

/** Share of the units of the first line, and of those of none. */
const MOST = 0.011
const LEAST = 0.0001

const shares = new Map(lines.flatMap((line, index) => Array.from(line, (unit) => [unit, MOST / 2 ** index] as const)))

/** Two units that follow each other do so about so much more often than chance would have it. */
const BOND = 30

/** How often a word stands in running text, as a share of its units: a rough guess, good enough to tell rare from common. */
export const shareOf = (word: string): number => {
  let share = 1
  let rarest = 1
  for (const unit of word) {
    const own = shares.get(unit) ?? LEAST
    share *= share === 1 ? own : own * BOND
    rarest = Math.min(rarest, own)
  }
  return Math.min(share, rarest)
}
