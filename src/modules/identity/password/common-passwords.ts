/**
 * What people build bad passwords from: the commonest passwords, keyboard runs, Chinese pinyin and lucky numbers, and
 * the names of products. Lower case, with the usual digit-for-letter swaps undone (see `unpredictablePart`). A list of
 * ours, kept short; the filter of leaked passwords that can stand behind it answers the same question by bulk.
 */
export const commonPieces: readonly string[] = [
  // words
  'password', 'passwd', 'passw', 'pass', 'admin', 'administrator', 'root', 'user', 'guest', 'test', 'demo', 'login',
  'welcome', 'hello', 'letmein', 'changeme', 'change', 'default', 'secret', 'master', 'monkey', 'dragon', 'shadow',
  'sunshine', 'princess', 'football', 'baseball', 'superman', 'batman', 'iloveyou', 'love', 'qwerty', 'asdfgh',
  'zxcvbn', 'qwer', 'asdf', 'zxcv', 'qazwsx', 'wsxedc', 'office', 'company', 'server', 'manager', 'system', 'winter',
  'spring', 'summer', 'autumn', 'january', 'monday', 'weidun', 'temp', 'trustno',
  // pinyin
  'woaini', 'woaiwojia', 'woaiwo', 'aini', 'nihao', 'mima', 'zhongguo', 'zhonghua', 'beijing', 'shanghai', 'guangzhou',
  'shenzhen', 'hangzhou', 'chengdu', 'zhangsan', 'lisi', 'wangwu', 'zhaoliu', 'xiaoming', 'laopo', 'laogong', 'baobao',
  'baobei', 'tiantian', 'facai', 'gongxi', 'xinnian', 'kuaile', 'wodemima', 'guanli', 'guanliyuan', 'gongsi', 'yunying',
  'kefu', 'caiwu', 'fawu', 'renshi', 'yonghu', 'xiaoshou', 'shichang',
  // names of products
  'taobao', 'tmall', 'alipay', 'zhifubao', 'weixin', 'wechat', 'weibo', 'douyin', 'xiaohongshu', 'tencent', 'huawei',
  'xiaomi', 'baidu', 'alibaba', 'apple', 'google', 'microsoft', 'windows', 'android', 'iphone',
]

/** Runs of keys and numbers; matched before the swaps are undone. */
export const commonRuns: readonly string[] = [
  '01234567890', '1234567890', '0987654321', '123456789', '987654321', '12345678', '1234567', '123456', '654321',
  '12345', '54321', '1234', '4321', '123', '321', '1q2w3e4r5t', '1q2w3e4r', '1q2w3e', '1qaz2wsx3edc', '1qaz2wsx',
  '1qaz', '2wsx', '3edc', '4rfv', '!qaz', '@wsx', '#edc', '!@#$%^&*()', '!@#$%^&*', '!@#$%^', '!@#$%', '!@#$', '!@#',
  'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefg', 'abcdef', 'abcd', 'abc', 'xyz',
  '5201314', '1314520', '521521', '520520', '1314', '520', '521', '666666', '888888', '666', '888', '168', '110', '119',
]
