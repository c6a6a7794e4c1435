import { listed } from './listed.ts'

/**
 * The syllables of Hanyu Pinyin without tones (汉语拼音方案), those of the commonest characters first. With them a
 * sentence typed in pinyin counts as syllables, not as letters.
 */
export const syllables = listed(`
  de shi yi bu le zai ren you wo ta zhe ge men zhong lai shang da wei he guo di dao shuo yao jiu chu hui ye dui
  sheng neng zi nian hao xue xia zuo jia dian kan qi tian fen hua xin kai xiang ke ming li xiao duo gong cheng fa
  jing guan zheng qing jin gao chang fang bao hai feng yu bei jian zhi wang liu chen yang zhao huang zhou wu xu sun
  hu zhu lin guo luo liang song tang han deng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye wei su lu
  ding ren shen yao lu jiang cui zhong tan lu wang fan jin shi liao jia xia wei fu fang bai zou meng xiong qin qiu
  a ai an ang ao ba ban bang ben beng bi bian biao bie bin bing bo can cang ce cen ceng cha chai chan chao che chi
  chong chou chua chuai chuan chuang chui chun chuo ci cong cou cu cuan cun cuo dai dan dang dei den deng dia diao
  die diu dou duan dun e ei en eng er fei fo fou ga gai gan gang gei gen geng gou gu gua guai guang gui gun ha hang
  hei hen heng hong hou huai huan hun huo ji jiao jie jiong jiu ju juan jue jun ka kang kao kei ken keng kong kou ku
  kua kuai kuang kui kun kuo la lai lan lang lao lei leng lia lian liao lie ling long lou luan lun lv lve ma mai man
  mang mao me mei mi mian miao mie min miu mo mou mu na nai nan nang nao ne nei nen ni nian niang niao nie nin ning
  niu nong nou nu nuan nuo nv nve o ou pa pai pang pao pei pen pi pian piao pie pin ping po pou pu qia qian qiang
  qiao qie qiong qu quan que qun ran rang rao re reng ri rong rou ru rua ruan rui run ruo sa sai san sang sao se sen
  seng sha shai shan shao she shei shou shu shua shuai shuan shuang shui shun si sou suan sui suo tai tao te teng ti
  tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wen weng xi xian xie xing xiong xiu xuan xun ya yan yin ying
  yo yong yue yun za zan zang zao ze zei zen zha zhai zhan zhang zhei zhen zheng zhou zhua zhuai zhuan zhuang zhui
  zhun zhuo zong zou zu zuan zui zun`)

/** Words and phrases of two to six syllables that people who type Chinese put into passwords, the likeliest first. */
export const words = listed(`
  woaini woaiwo mima aini woaiwojia woaizhongguo nihao zhangsan lisi wangwu zhaoliu xiaoming xiaohong wodemima
  wode mimashi wangji wangjile wangjimima dengluma denglu yonghu yonghuming zhanghao guanli guanliyuan chaojiguanliyuan
  xitong xitongguanliyuan houtai gongsi bangong bangongshi yunying kefu caiwu fawu renshi xingzheng xiaoshou shichang
  yingxiao weiyingxiao xuanchuan pinpai guanggao tuiguang huodong zhibo zhibojian zhubo dianpu qijiandian dianshang
  shangcheng shangjia dingdan fahuo wuliu kuaidi cangku caigou kehu huiyuan fensi zhanghu laoban laobanniang zongjingli
  jingli zhuguan zuzhang yuangong tongshi tuandui bumen jituan qiye keji wangluo kejiyouxiangongsi youxiangongsi
  baobao baobei laopo laogong qinaide qinqin xiaobao dabao erbao erzi nver nuer nverer haizi mama baba yeye nainai
  waipo waigong gege jiejie didi meimei jiaren jiating quanjia wojia huijia jiaxiang tongxue laoshi xuesheng pengyou
  nvpengyou nanpengyou aiqing xihuan xihuanni woxihuanni woxiangni xiangni yongyuan yongyuanaini yishengyishi
  yibeizi xingfu kuaile kuaileyisheng jiankang pingan anquan shunli yifanfengshun wanshiruyi xinxiangshicheng
  gongxifacai facai facaila zhaocaijinbao dajidali daji dali jixiang jixiangruyi caishen caiyuan caiyuangungun zhuanqian
  baofu youqian qianqian hongbao xinnian xinniankuaile chunjie guonian shengri shengrikuaile zhongqiu guoqing yuandan
  duanwu qixi qingrenjie ertongjie chuxi longnian hunian tunian shenian manian yangnian hounian jinian gounian zhunian
  niunian shunian jiayou jiayouzhongguo fendou nuli chenggong bisheng wansui zuguo woaizuguo zhonghua zhongguo zhongguoren
  renmin gongheguo qiangguo yingxiong haohan xiongdi dage laoda xiaodi meinv shuaige nvshen nanshen wangzi gongzhu
  tianshi tiantian tiantianxiangshang tiantiankaixin kaixin kaikaixinxin gaoxing meihao mengxiang lixiang weilai xiwang
  yangguang caihong taiyang yueliang xingxing xingkong lantian baiyun dahai haiyang chuntian xiatian qiutian dongtian
  chunxia qiudong chunnuanhuakai haohaoxuexi xuexi daxue zhongxue xiaoxue gaokao kaoshi jiaoshi biye qinghua
  beida fuda zheda jiaoda nanda wuda zhongda qinghuadaxue beijingdaxue lanqiu zuqiu pingpang paobu youxi wangzhe
  wangzherongyao chiji heping hepingjingying yuanshen longzhu haizeiwang huoying naruto shediao tianlong xiaoao jinyong
  sunwukong zhubajie shaseng tangseng xiyouji honglou sanguo shuihu liubei guanyu zhangfei zhugeliang caocao libai dufu
  kongzi laozi huluwa xiyangyang huitailang xiongmao panda mao maomi xiaomao gougou xiaogou wangcai laifu doudou
  tangtang tongtong tuantuan yuanyuan niuniu lele beibei guoguo duoduo nannan jiajia xixi hanhan xuanxuan mengmeng
  yangyang tiantiane huahua pangpang maomao laohu shizi longge xiaolong xiaohu daxiang dalong feiji huoche qiche
  diannao shouji shoujihao weixinhao dianhua youxiang wangzhan wangye shuju shujuku fuwuqi fuwu ceshi ceshizhanghao
  ceshimima kaifa yunwei jishu jishubu chengxu chengxuyuan daima jiqi jiqiren rengongzhineng putong morenmima moren
  linshi linshimima chushi chushimima xiugai gengxin qiyong tingyong jiami baomi mimi bimi zhidao buzhidao meiyou
  haode keyi bukeyi xiexie duibuqi meiguanxi zaijian zaoshanghao wanan wananla zaoan chifan chifanle shuijiao huoguo
  hongshaorou jiaozi baozi mantou miantiao mifan naicha kafei lvcha hongcha longjing longjingcha putao pingguo xiangjiao
  xigua juzi caomei hetao niunai doujiang pijiu baijiu maotai wuliangye kuangquanshui jidan jirou niurou yangrou haixian
  zhenzhu zuanshi huangjin baiyin feicui meigui meiguihua mudan lianhua hehua juhua meihua taohua yinghua guihua baihe
  zhuzi songshu shanshui gaoshan liushui fengyu fengyun yiqi tongxin tongxinxieli tuanjie yongbaoming budong mobai
  dashi shifu fozu amituofo guanyin pusa yesu shangdi tiankong renjian shijie quanshijie diqiu yuzhou yinhe
  woshishui woshini woshinide nishiwode niaiwo niaiwoma zhishiyige suibian suibianba suiyuan bangbang niubi niubility
  wocao shabi sb dabendan bendan huaidan chunzhu touzhu congming laji goudan ergou tiedan`)
