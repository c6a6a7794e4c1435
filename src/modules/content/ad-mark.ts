/** Within how many characters of the copy the mark must stand to be prominent; the title always is. */
const prominentCharacters = 200

// The mark stands by itself: between line ends, spaces, brackets, punctuation or symbols. Quotation marks only mention
// it, and 非广告, 广告法, 广告公司 are other words.
const edge = String.raw`[[\s\p{P}\p{S}丨]--[“”‘’"']]`
const lead = '(?:本|此|该|以下)?(?:文章|推文|视频|图文|链接|消息|文|篇|条|则)?(?:内容)?(?:为|是|系|含有|含|属于)?(?:商业|付费|品牌)?'
const mark = new RegExp(`(?:^|${edge})${lead}广告(?:内容|信息|推广)?(?:$|${edge})`, 'mv')

/**
 * Whether the word 广告 is visible as a mark: in the title or at the beginning of the copy. 推广, 赞助 or AD do not do
 * (广告法第十四条; 互联网广告管理办法第九条; 互联网广告可识别性执法指南第六条).
 */
export const hasAdMark = ({ title, copy }: { title: string; copy: string }): boolean =>
  [title, copy.slice(0, prominentCharacters)].some((text) => mark.test(text.normalize('NFKC')))
