import { defineProblem } from '../errors.ts'

export const fileEmpty = defineProblem('invalid', 'file.empty', {
  zh: '文件是空的，请检查后重新上传。',
  en: 'The file is empty; check it and upload it again.',
})

export const fileTooLarge = defineProblem('invalid', 'file.too-large', {
  zh: '文件大小为 {size} MB，超过 {limit} MB 的上限，请压缩后再上传。',
  en: 'The file has {size} MB; at most {limit} MB are accepted. Compress it and upload it again.',
})

export const fileTypeNotAllowed = defineProblem('invalid', 'file.type-not-allowed', {
  zh: '不支持这种文件。可以上传图片（PNG、JPEG、WebP、GIF）、PDF、Word、Excel、PowerPoint 文档（docx、xlsx、pptx）、MP4 视频和 MP3 音频；判断依据是文件内容，不是扩展名。旧版 .doc、.xls 请另存为 .docx、.xlsx；设有密码的 Office 文件请先取消密码。',
  en: 'This kind of file is not accepted. Upload pictures (PNG, JPEG, WebP, GIF), PDF, Word, Excel and PowerPoint files (docx, xlsx, pptx), MP4 video or MP3 audio; the content counts, not the extension. Save old .doc and .xls as .docx and .xlsx; take passwords off Office files.',
})
