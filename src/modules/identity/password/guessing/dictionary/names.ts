import { listed } from './listed.ts'

/** The commonest surnames in pinyin, roughly in the order of the national name reports; those that sound alike once. */
const surnames = listed(`
  wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang han feng
  deng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lv ding ren lu yao shen zhong cui tan fan
  jin shi liao jia xia fu fang zou xiong bai meng qin qiu hou yin yan xue lei long tao hao gu mao gong shao wan qian qi
  ou ouyang kong chang wen kang niu ge xing an lan zhuang ning ruan nie mei ji tong yue shangguan sima zhuge`)

/** Given names in pinyin that are common in several generations, the commoner first. */
const givenNames = listed(`
  wei fang na min jing li qiang lei jun yang yong yan jie juan tao ming chao xia ping gang gui hua xin bo bin peng hui
  hong ying yu ning ting xue kai hao jian fei xiang mei lin long bing liang dan qing yi rui chen ze xuan han han lu hui
  guiying xiulan xiuying guilan yulan guizhen xiuzhen fengying shuzhen shufen jianguo jianhua guoqiang zhiqiang jianjun
  weiguo aiguo aihua guohua zhiming zhigang zhiyong haiyan haibo haitao xiaoyan xiaoli xiaohong xiaoming xiaofang
  xiaodong xiaogang xiaolong xiaojun xiaoling xiaoyu xiaofei xiaohui xiaomei xiaojing chunmei chunhua lihua lijuan lina
  liping lili limin meiling meihua meili yanhong yanping yanli hongmei hongyan hongwei weiwei jingjing tingting lingling
  fangfang nana lele lulu yangyang mingming huihui yuanyuan xinxin jiajia yingying dandan qianqian xiaoxiao feifei
  zihan zixuan yuxuan haoran haoyu yichen yuze muchen zimo ziyi yinuo xinyi shihan mengyao yutong yuhan jiaqi jiayi
  siqi sihan ruoxi keyi kexin wenjie wenbo wenhao junjie junhao junwei jiahao jiaming jiawei zihao zirui zitong chenxi
  chenyu tianyu tianyi yifan yihan zhihao zhiwei guodong guoping jianping jianming jianfeng liming dawei daming yuhang
  xuefei xueying shuting wanting yating yaqi ruiqi bowen minghao mingxuan haotian zhangsan`)

const inOrder = surnames.flatMap((surname, family) =>
  givenNames.map((given, own) => ({ name: surname + given, likely: (family + 1) * (own + 1) })),
)

/** Whole names, surname first as they are said, the likeliest first: about 20,000, made of the two lists. */
export const fullNames: readonly string[] = [
  ...new Set(inOrder.toSorted((a, b) => a.likely - b.likely).map(({ name }) => name)),
]

/** The parts of names by themselves. */
export const nameParts: readonly string[] = [...new Set([...givenNames, ...surnames])]
