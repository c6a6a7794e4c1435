import { firstBy, type Found } from './found.ts'

const model = '(?:[ -]?(?:[A-Z][A-Za-z]{0,9}|[a-z]?\\d{1,4}[A-Za-z+]{0,3}|[A-Z]+\\d{1,4}[A-Za-z+]{0,3})(?![\\d.:/年月日])){0,3}'

const devicePatterns: readonly RegExp[] = [
  new RegExp('iPhone(?: ?(?:SE|X[SR]?|1\\d|[5-9])s?)?(?: (?:Pro|Plus|Max|mini|Air)){0,2}', 'd'),
  new RegExp('iPad(?: (?:Pro|Air|mini))?', 'd'),
  new RegExp('MacBook(?: (?:Pro|Air))?|iMac|Mac mini|Mac(?:电脑)?(?! ?微信|[A-Za-z])', 'd'),
  new RegExp(`(?:HUAWEI|Huawei|华为|HONOR|Honor|荣耀|Xiaomi|小米|Redmi|红米|OPPO|vivo|OnePlus|一加|realme|真我|Samsung|三星|SAMSUNG|MEIZU|魅族|nubia|Google)${model}`, 'd'),
  /Windows(?! ?微信)(?: (?:1[01]|[78]|XP))?(?:电脑)?/d,
  /(?:安卓|Android|苹果|鸿蒙)(?:手机|平板|设备)|Linux(?:电脑)?/d,
]

/** Up to where a line, a sentence or a bracket ends. */
const labelled = /(?:登录设备|设备名称|设备型号|设备类型|登录终端|设备|机型)\s?[:：]\s?(?<value>[^\s，。；,;：:（）()“”][^\n，。；,;：:（）()“”]{1,39})/d

const appPatterns: readonly RegExp[] = [
  /(?:Windows|Mac|PC|电脑版|网页版|iPad) ?(?:版)?微信|微信(?:电脑版|网页版|PC版)/d,
  /(?:微博|抖音|小红书|企业微信)(?:网页版|极速版|国际版|轻享版|电脑版)/d,
  /手机QQ|QQ浏览器|网页版|网页端|电脑端|小程序/d,
  /(?<![A-Za-z])(?:Chrome|Firefox|Safari|Edge|Foxmail|Outlook|UC浏览器|360浏览器|华为浏览器)(?![A-Za-z])/d,
]

/** The device that the platform names. */
export const findDevice = (text: string): Found | null => {
  const known = firstBy(devicePatterns, text)
  if (known !== null) return known
  const told = firstBy([labelled], text)
  // A browser or an app in the line of devices is none.
  if (told === null || firstBy(appPatterns, told.value) !== null) return null
  const value = told.value.trimEnd()
  return { ...told, value, end: told.start + value.length }
}

/** The program with which somebody signed in. */
export const findApp = (text: string): Found | null => firstBy(appPatterns, text)
