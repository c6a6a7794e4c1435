/** Systems that words for a device may stand for, as a sign-in here names them. */
const words: readonly (readonly [RegExp, readonly string[]])[] = [
  [/iphone|苹果手机/i, ['iOS']],
  [/ipad/i, ['iPadOS', 'iOS']],
  [/mac/i, ['macOS']],
  [/windows/i, ['Windows']],
  [/linux/i, ['Linux']],
  [/huawei|华为|honor|荣耀|鸿蒙|harmony/i, ['HarmonyOS', 'Android']],
  [/xiaomi|小米|redmi|红米|oppo|vivo|oneplus|一加|realme|真我|samsung|三星|meizu|魅族|nubia|google|android|安卓/i, ['Android']],
]

/** The systems that a device may have; none where its words say nothing. */
export const systemsOf = (device: string | null): readonly string[] =>
  device === null ? [] : (words.find(([pattern]) => pattern.test(device))?.[1] ?? [])

/** Whether a device may be one with this system; a name of a system stands for itself. */
export const isOfSystem = (device: string | null, system: string): boolean => device === system || systemsOf(device).includes(system)
