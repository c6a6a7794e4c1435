// 人工智能 or AI, and 生成 or 合成 close behind it in the same sentence (GB 45438-2025), unless it is denied.
const label = /(?<![A-Za-z]|非|不是|不含|没有|未经?|未使用|无)(?:人工智能|AI)(?![A-Za-z])[^\n。！？；!?;]{0,8}(?:生成|合成)/giu
const denied = /不|非|未|没/u

/**
 * Whether title or copy tell the reader that the material was made by AI (人工智能生成合成内容标识办法第四条、第十条).
 */
export const hasAiLabel = ({ title, copy }: { title: string; copy: string }): boolean =>
  [title, copy].some((text) => [...text.normalize('NFKC').matchAll(label)].some(([match]) => !denied.test(match)))
