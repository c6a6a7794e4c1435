/** The fictional company of the demonstration: eleven people in all posts. Any likeness to real ones is unintended. */
export const company = '杭州青禾茶饮有限公司'

export const departments = ['信息安全部', '市场部', '客户服务部', '法务合规部', '财务部', '人力资源部'] as const

type Department = (typeof departments)[number]

export type DemoPerson = { loginName: string; name: string; department: Department; posts: readonly string[]; head?: true }

export const people: readonly DemoPerson[] = [
  { loginName: 'zhoulan', name: '周岚', department: '信息安全部', posts: ['security-administrator'], head: true },
  { loginName: 'suqing', name: '苏青', department: '市场部', posts: ['department-head'], head: true },
  { loginName: 'linxiao', name: '林晓', department: '市场部', posts: ['operations'] },
  { loginName: 'chenmo', name: '陈默', department: '市场部', posts: ['operations'] },
  { loginName: 'tangguo', name: '唐果', department: '客户服务部', posts: ['department-head'], head: true },
  { loginName: 'xuning', name: '许宁', department: '客户服务部', posts: ['customer-service'] },
  { loginName: 'fangzheng', name: '方正', department: '法务合规部', posts: ['legal'], head: true },
  { loginName: 'qianjin', name: '钱进', department: '财务部', posts: ['finance'], head: true },
  { loginName: 'gaoyuan', name: '高远', department: '法务合规部', posts: ['auditor'] },
  { loginName: 'hejing', name: '何静', department: '人力资源部', posts: ['hr'], head: true },
  // What one administrator drafts, another one confirms.
  { loginName: 'wutong', name: '吴桐', department: '信息安全部', posts: ['security-administrator'] },
]

export const accounts = [
  {
    platform: 'wechat-official', name: '青禾茶饮', core: true, platformId: 'qinghe-tea', standIn: 'suqing', verifiedFor: 210,
    factors: ['password', 'scan', 'device-lock'], recoveryMail: 'lin.xiao@qinghe.example',
  },
  {
    platform: 'xiaohongshu', name: '青禾茶饮官方', core: true, platformId: null, standIn: 'chenmo', verifiedFor: 24,
    factors: ['password', 'sms', 'device-lock'], recoveryMail: 'lin.xiao@qinghe.example',
  },
  {
    platform: 'douyin', name: '青禾茶饮旗舰店', core: true, platformId: 'qinghe_flagship', standIn: null, verifiedFor: 160,
    factors: ['password', 'sms'], recoveryMail: null,
  },
  {
    platform: 'weibo', name: '@青禾茶饮', core: false, platformId: null, standIn: 'chenmo', verifiedFor: null,
    factors: ['password', 'sms'], recoveryMail: null,
  },
] as const

/** Who holds which right on which account, by its place in the list above. */
export const seats = [
  { account: 0, person: 'suqing', right: 'administrator', way: 'scanned', usedDaysAgo: 3 },
  { account: 0, person: 'zhoulan', right: 'administrator', way: 'scanned', usedDaysAgo: null },
  { account: 0, person: 'linxiao', right: 'operator', way: 'invited', usedDaysAgo: 1 },
  { account: 0, person: 'xuning', right: 'customer-service', way: 'invited', usedDaysAgo: 0 },
  { account: 1, person: 'suqing', right: 'administrator', way: 'invited', usedDaysAgo: 9 },
  { account: 1, person: 'zhoulan', right: 'administrator', way: 'invited', usedDaysAgo: null },
  { account: 1, person: 'chenmo', right: 'operator', way: 'invited', usedDaysAgo: 2 },
  { account: 2, person: 'suqing', right: 'owner', way: 'invited', usedDaysAgo: 14 },
  { account: 2, person: 'chenmo', right: 'operator', way: 'invited', usedDaysAgo: 1 },
  { account: 3, person: 'linxiao', right: 'operator', way: 'shared-password', usedDaysAgo: 5 },
] as const

export const linkedApps = [
  {
    account: 0, name: '小程序商城', purposes: ['payment', 'sign-in'], scopes: ['网页授权', '微信支付', '用户管理'], tokenDays: null,
  },
  { account: 2, name: '短视频投放助手', purposes: ['publish', 'analytics'], scopes: ['user_info', 'video.create', 'video.data', 'im.direct_message'], tokenDays: 12 },
] as const

/** Secrets are made up when the company is; here stands what is known of them. */
export const credentials = [
  { account: 0, partner: null, kind: 'app-secret', name: '公众号开发者密钥', owner: 'zhoulan', purposes: ['publish', 'comments'], scopes: ['草稿箱与发布', '留言管理'], rotationDays: 90 },
  { account: 2, partner: null, kind: 'app-secret', name: '抖音开放平台应用', owner: 'zhoulan', purposes: ['publish'], scopes: ['video.create', 'im.direct_message'], rotationDays: 90 },
  { account: 3, partner: null, kind: 'password', name: '微博共用密码', owner: 'linxiao', purposes: ['publish'], scopes: [], rotationDays: 30 },
  { account: null, partner: '某直播服务商', kind: 'api-key', name: '直播数据接口密钥', owner: 'suqing', purposes: ['analytics'], scopes: [], rotationDays: 20 },
] as const

/** How far through the house a material of the demonstration has come. */
export type Progress = 'draft' | 'self-check' | 'department' | 'legal' | 'returned' | 'approved' | 'published' | 'taken-down' | 'discarded'

export type DemoMaterial = {
  author: 'linxiao' | 'chenmo'
  title: string
  copy: string
  channel: 'official-account' | 'xiaohongshu' | 'douyin' | 'weibo'
  industry: string
  advertising: boolean
  accounts: readonly number[]
  progress: Progress
  /** Days before today on which it was submitted. */
  daysAgo: number
  /** Minutes that the department and the legal reviewer took. */
  minutes: readonly [number, number]
}

export const materials: readonly DemoMaterial[] = [
  {
    author: 'linxiao', daysAgo: 26, minutes: [6, 9], progress: 'published',
    channel: 'official-account', industry: '食品', advertising: true, accounts: [0],
    title: '桂花乌龙上新',
    copy: '【广告】桂花乌龙今日上新。茶底选用当年春茶，桂花来自杭州本地，每杯现泡。\n门店与小程序同步发售，小杯 16 元，大杯 19 元。',
  },
  {
    author: 'chenmo', daysAgo: 21, minutes: [11, 13], progress: 'published',
    channel: 'xiaohongshu', industry: '食品', advertising: true, accounts: [1],
    title: '秋天的第一杯热饮清单',
    copy: '【广告】天凉了，给大家列一张热饮清单：\n1. 红枣姜茶，少糖也好喝\n2. 烤奶乌龙，可选燕麦奶\n3. 陈皮普洱，下午喝不腻\n门店都能点，欢迎来坐坐。',
  },
  {
    author: 'linxiao', daysAgo: 15, minutes: [8, 31], progress: 'published',
    channel: 'weibo', industry: '食品', advertising: true, accounts: [3],
    title: '会员日活动规则',
    copy: '【广告】会员日 11 月 8 日全天，凭会员码购买任意大杯，赠同款小杯 1 杯，每人限 1 次，赠完即止。活动规则见小程序“会员日”页面。',
  },
  {
    author: 'chenmo', daysAgo: 12, minutes: [5, 7], progress: 'taken-down',
    channel: 'douyin', industry: '食品', advertising: true, accounts: [2],
    title: '门店探访短片文案',
    copy: '【广告】跟着镜头看看一杯茶怎么做出来：称茶、洗茶、出汤、加奶，一共四步，后厨全程可见。',
  },
  {
    author: 'chenmo', daysAgo: 9, minutes: [0, 0], progress: 'discarded',
    channel: 'weibo', industry: '食品', advertising: true, accounts: [3],
    title: '第二杯半价（重复）',
    copy: '【广告】11 月 15 日至 17 日，同款第二杯半价，以结算页为准。',
  },
  {
    author: 'linxiao', daysAgo: 6, minutes: [9, 12], progress: 'approved',
    channel: 'official-account', industry: '食品', advertising: true, accounts: [0, 3],
    title: '冬季门店营业时间调整',
    copy: '【广告】12 月 1 日起，全部门店营业时间调整为 9:30 至 21:30，外送时间不变。感谢大家一直以来的支持。不想再收到消息，请点 {退订链接}。',
  },
  {
    author: 'chenmo', daysAgo: 2, minutes: [7, 0], progress: 'returned',
    channel: 'xiaohongshu', industry: '食品', advertising: true, accounts: [1],
    title: '熬夜党的第二杯茶',
    copy: '【广告】加班到很晚？来一杯低因乌龙，晚上喝也轻松。原价 25 元，今天 19 元。',
  },
  {
    author: 'linxiao', daysAgo: 0, minutes: [6, 0], progress: 'legal',
    channel: 'official-account', industry: '食品', advertising: true, accounts: [0],
    title: '联名杯预告',
    copy: '【广告】与本地插画师合作的联名杯下周到店，共四款，随机发放，不另收费。',
  },
  {
    author: 'chenmo', daysAgo: 0, minutes: [0, 0], progress: 'department',
    channel: 'douyin', industry: '食品', advertising: true, accounts: [2],
    title: '外送满减说明',
    copy: '【广告】本周外送满 45 元减 6 元，不与其他优惠同享，以结算页为准。',
  },
  {
    author: 'linxiao', daysAgo: 0, minutes: [0, 0], progress: 'self-check',
    channel: 'xiaohongshu', industry: '食品', advertising: true, accounts: [1],
    title: '新品内测招募',
    copy: '【广告】招募 30 位老会员试喝新品，到店即可参加，名额先到先得。这款是我们门店今年销量第一的茶底升级版，数据取自本店 2026 年 1 月至 10 月收银系统。',
  },
  {
    author: 'chenmo', daysAgo: 0, minutes: [0, 0], progress: 'draft',
    channel: 'weibo', industry: '食品', advertising: true, accounts: [3],
    title: '双十二预热（草稿）',
    copy: '全网最低价的奶茶券来了，喝完一周见效瘦三斤！',
  },
]
