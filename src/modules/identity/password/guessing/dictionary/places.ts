import { listed } from './listed.ts'

/** Cities, provinces and sights in pinyin, and how locals write them; the larger first. */
export const places = listed(`
  beijing shanghai guangzhou shenzhen hangzhou chengdu chongqing wuhan nanjing suzhou tianjin xian changsha zhengzhou
  dongguan qingdao hefei foshan ningbo kunming shenyang jinan wuxi xiamen fuzhou wenzhou haerbin harbin shijiazhuang
  dalian nanning quanzhou jinhua guiyang changzhou changchun nanchang nantong jiaxing xuzhou huizhou taiyuan taizhou
  yantai linyi shaoxing haikou weifang baoding yangzhou zhuhai zhongshan lanzhou yancheng jining langfang tangshan
  luoyang handan wulumuqi urumqi zhanjiang zhenjiang jiangmen huaian zunyi yinchuan sanya xining lasa lhasa huhehaote
  mianyang zhangzhou ganzhou guilin jiujiang wuhu lianyungang putian liuzhou yichang xiangyang yueyang hengyang zhuzhou
  daqing anshan baotou datong kaifeng xinxiang nanyang shangqiu zibo dongying weihai rizhao liaocheng dezhou binzhou
  jilin heilongjiang liaoning hebei shanxi shaanxi henan shandong jiangsu zhejiang anhui fujian jiangxi hubei hunan
  guangdong guangxi hainan sichuan guizhou yunnan xizang gansu qinghai ningxia xinjiang neimenggu xianggang hongkong
  aomen macau taiwan taibei taipei gaoxiong pudong puxi minhang chaoyang haidian dongcheng xicheng fengtai tongzhou
  zhongguancun wangjing nanshan futian luohu baoan longgang tianhe yuexiu panyu haizhu xihu binjiang yuhang xiaoshan
  jiangning gulou xuanwu wuchang hankou hanyang jinjiang qingyang wuhou gaoxin tianfu yuzhong jiangbei yubei gusu
  kunshan changshu zhangjiagang jiangyin yiwu yongkang cixi yuyao haining tongxiang jinjiang shishi shunde nanhai
  huaqiangbei lujiazui wangfujing tiananmen gugong changcheng yiheyuan tiantan waitan dongfangmingzhu xihulongjing
  huangshan taishan huashan emeishan wutaishan lushan wuyishan zhangjiajie jiuzhaigou lijiang dali xishuangbanna
  gulangyu zhouzhuang wuzhen fenghuang changjiang huanghe zhujiang qiantangjiang taihu dongtinghu poyanghu`)
