import { defineProblem } from '../../kernel/errors.ts'

export const personRequired = defineProblem('refused', 'customer.person-required', {
  zh: '客户信息只能由本人登录后查看和修改。',
  en: 'Customers are read and changed by a person who has signed in.',
})

export const fieldUnfit = defineProblem('invalid', 'customer.field-unfit', {
  zh: '“{field}”的格式或校验位不正确，请核对后重新填写。',
  en: '"{field}" has a wrong format or check digit; compare it with the original and enter it again.',
})

export const fieldTwice = defineProblem('invalid', 'customer.field-twice', {
  zh: '每种信息只能填写一项，“{field}”出现了多次。',
  en: 'There is one value of each kind; "{field}" was given more than once.',
})

export const nothingLeft = defineProblem('invalid', 'customer.nothing-left', {
  zh: '客户至少要保留一项信息；不再需要的客户请申请删除。',
  en: 'A customer keeps at least one field; ask for erasure when the customer is needed no more.',
})

export const personalDataInNote = defineProblem('invalid', 'customer.personal-data-in-note', {
  zh: '“{field}”中含有个人信息。这里的内容会记入台账，请删去姓名、号码等，改写为单号、表单编号之类的线索。',
  en: '"{field}" holds personal data. It is kept in the ledger: leave names and numbers out, and name an order or form instead.',
})

export const evidenceLater = defineProblem('invalid', 'customer.evidence-later', {
  zh: '取得依据的时间不能晚于现在，请核对。',
  en: 'The evidence cannot be later than now; correct its time.',
})

export const notActive = defineProblem('conflict', 'customer.not-active', {
  zh: '该客户的信息已限制使用或已删除，不能再修改。',
  en: 'This customer is restricted or was erased, and cannot be changed any more.',
})

export const noSuchFields = defineProblem('not-found', 'customer.no-such-fields', {
  zh: '该客户没有登记所选的信息。',
  en: 'This customer has none of the chosen fields.',
})
