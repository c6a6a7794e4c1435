import { listed } from './listed.ts'

/** Companies, products and platforms that Chinese staff name in passwords, in pinyin and as they write themselves. */
export const brands = listed(`
  weixin wechat taobao tmall tianmao alipay zhifubao qq tencent tengxun alibaba ali douyin tiktok kuaishou weibo
  xiaohongshu xhs bilibili bzhan zhihu baidu jingdong jd pinduoduo pdd meituan eleme didi ctrip xiecheng qunar feizhu
  huawei honor rongyao xiaomi redmi oppo vivo oneplus realme zte zhongxing lenovo lianxiang apple pingguo iphone
  samsung sanxing haier meidi midea gree geli hisense haixin tcl changhong byd biyadi geely jili changan chery qirui
  changcheng wuling baojun nio weilai xpeng xiaopeng lixiang tesla tesila toyota fengtian honda bentian dazhong
  volkswagen benchi mercedes baoma bmw aodi audi wecom qiyeweixin gongzhonghao shipinhao xiaochengxu dingtalk
  dingding feishu lark wps kingsoft jinshan yonyou yongyou kingdee jindie youzan weimob weimeng shopee lazada amazon
  yamaxun netease wangyi sina xinlang sohu souhu sogou sougou iqiyi aiqiyi youku tudou huya douyu momo tantan
  douban jianshu csdn gitee github aliyun alicloud tencentcloud tengxunyun huaweicloud huaweiyun baiduyun wangpan
  yidong liantong dianxin chinamobile unicom telecom zhongguoyidong icbc gongshang jianshe nongye zhonghang ccb abc boc
  zhaoshang cmb pingan renshou taikang shunfeng sf zhongtong yuantong yunda shentong jitu youzheng ems cainiao
  maotai wuliangye nongfu nongfushanquan wahaha yili mengniu guangming haitian haidilao luckin ruixing starbucks
  xingbake kfc kendeji mcdonalds maidanglao heytea xicha naixue mixue mixuebingcheng anta lining tebu nike adidas
  uniqlo youyiku ikea yijia sony dell intel nvidia microsoft weiruan windows google guge oracle mysql redis nginx
  weidun weidunadmin`)
