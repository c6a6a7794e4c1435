/** 浙江省 is 浙江, 杭州市 is 杭州, 兴安盟 stays. */
export const shortName = (name: string): string => (name.length > 2 ? name.replace(/(省|市|地区)$/, '') : name)
