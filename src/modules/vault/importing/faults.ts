import type { Sentence } from '../../../kernel/sentence.ts'
import type { FieldKind } from '../fields/kinds.ts'

/** What may be wrong with a row or a cell, and what to do about it. No sentence holds a value of the file. */
export const faults = {
  encoding: {
    wrong: { zh: '这一行有无法识别的文字', en: 'This row holds signs of no known encoding' },
    todo: { zh: '另存为“CSV UTF-8”或 .xlsx 后重新上传', en: 'Save the file as CSV UTF-8 or .xlsx and upload it again' },
  },
  quotes: {
    wrong: { zh: '引号后面还有多余的文字', en: 'There is text behind a closing quotation mark' },
    todo: { zh: '删去多余的引号，或给整格加上引号', en: 'Remove the stray mark, or put the whole cell in quotation marks' },
  },
  json: {
    wrong: { zh: '不是一个只含文字和数字的 JSON 对象', en: 'This is no JSON object of texts and numbers' },
    todo: { zh: '按第一位客户的写法改正这一项', en: 'Write it like the first customer' },
  },
  'unknown-key': {
    wrong: { zh: '有第一位客户没有的名称', en: 'It has a name that the first customer has not' },
    todo: { zh: '让每位客户使用同样的名称', en: 'Use the same names for every customer' },
  },
  'too-many-cells': {
    wrong: { zh: '这一行的格数多于列名', en: 'This row has more cells than there are columns' },
    todo: { zh: '检查是否有多余的分隔符，含分隔符的内容请加引号', en: 'See whether a delimiter is too many; put texts that hold one in quotation marks' },
  },
  'heading-again': {
    wrong: { zh: '列名又出现了一次', en: 'The heading comes once more' },
    todo: { zh: '删去这一行', en: 'Delete this row' },
  },
  'no-field': {
    wrong: { zh: '所选的列在这一行都是空的', en: 'Every chosen column is empty in this row' },
    todo: { zh: '补全内容，或删去这一行', en: 'Fill it in, or delete the row' },
  },
  formula: {
    wrong: { zh: '是公式，不是内容', en: 'This is a formula and no value' },
    todo: { zh: '复制该列，用“选择性粘贴 - 数值”覆盖', en: 'Copy the column and paste it over as values' },
  },
  'error-cell': {
    wrong: { zh: '是表格的错误值（如 #N/A）', en: 'This is an error of the spreadsheet, such as #N/A' },
    todo: { zh: '填写正确的内容，或清空', en: 'Write the right value, or empty the cell' },
  },
  'digits-lost': {
    wrong: { zh: '号码被存成了数字，末尾几位已经丢失', en: 'The number was kept as a figure and has lost digits' },
    todo: { zh: '把该列设为“文本”，从原始资料重新填写', en: 'Set the column to text and enter it again from the original' },
  },
  'too-long': {
    wrong: { zh: '内容过长', en: 'The text is too long' },
    todo: { zh: '缩短后重新填写，检查是否粘进了别的内容', en: 'Shorten it; see whether something else was pasted' },
  },
  unstorable: {
    wrong: { zh: '含有无法保存的字符', en: 'It holds characters that cannot be stored' },
    todo: { zh: '删去后重新填写', en: 'Remove them' },
  },
  'id-card-15': {
    wrong: { zh: '是 15 位的旧身份证号', en: 'This is an old identity number of 15 digits' },
    todo: { zh: '填写 18 位身份证号，没有就清空', en: 'Write the number of 18 digits, or empty the cell' },
  },
  'no-date': {
    wrong: { zh: '不是有效的日期', en: 'This is no date' },
    todo: { zh: '按 1990-01-01 的写法填写', en: 'Write it like 1990-01-01' },
  },
  unfit: {
    wrong: { zh: '格式或校验位不正确', en: 'Format or check digit is wrong' },
    todo: { zh: '与原始资料核对后改正，没有就清空', en: 'Compare it with the original, or empty the cell' },
  },
  'consent.separate-missing': {
    wrong: { zh: '有敏感个人信息，但这批数据没有单独同意', en: 'It holds sensitive data, and this batch has no separate consent' },
    todo: { zh: '清空这些列，或取得单独同意后重新导入（个人信息保护法第二十九条）', en: 'Leave these columns out, or import again with a separate consent (PIPL, article 29)' },
  },
  'consent.guardian-missing': {
    wrong: { zh: '本人不满十四周岁，但这批数据没有监护人同意', en: 'The person is under fourteen, and this batch has no consent of guardians' },
    todo: { zh: '删去这一行，或取得监护人同意后重新导入（个人信息保护法第三十一条）', en: 'Delete the row, or import again with the consent of a guardian (PIPL, article 31)' },
  },
  'twice-in-file': {
    wrong: { zh: '与前面的行是同一位客户', en: 'An earlier row is the same customer' },
    todo: { zh: '只保留一行', en: 'Keep one of the two' },
  },
  'known-already': {
    wrong: { zh: '本部门已有这位客户', en: 'Your department has this customer already' },
    todo: { zh: '删去这一行，或选择合并后重新检查', en: 'Delete the row, or choose to merge and check again' },
  },
  'two-customers': {
    wrong: { zh: '这一行的号码分别属于两位已有客户', en: 'The numbers of this row belong to two customers' },
    todo: { zh: '核对是谁的号码，在客户页面上修改', en: 'Find out whose they are, and change the customers by hand' },
  },
  'other-person': {
    wrong: { zh: '号码相同，但身份证号不同，可能换过机主', en: 'The number is the same, the identity number is not: it may have changed hands' },
    todo: { zh: '核对后在客户页面上修改', en: 'Compare them, and change the customer by hand' },
  },
  restricted: {
    wrong: { zh: '这位客户的信息已限制使用', en: 'The data of this customer are restricted' },
    todo: { zh: '删去这一行；如有疑问请联系法务', en: 'Delete the row; ask legal if in doubt' },
  },
  'erased-since': {
    wrong: { zh: '取得依据之后，这位客户的信息已按规定删除', en: 'This customer was erased after the evidence of this import was given' },
    todo: { zh: '不要再导入；本人重新同意的，凭新的依据另行导入', en: 'Leave the row out; where the person agreed anew, import it with that evidence' },
  },
} as const satisfies Record<string, { wrong: Sentence; todo: Sentence }>

export type FaultCode = keyof typeof faults

/** Where something is wrong. Columns count from 1. */
export type Fault = { row: number; column: number | null; kind: FieldKind | null; code: FaultCode; other?: number }
