import { defineGate } from '../../../kernel/gate.ts'

/** Whether somebody may search once more: without a limit, numbers could be tried one by one. */
export const searchGate = defineGate<{ recent: number; limit: number }>([
  {
    code: 'search.too-many',
    otherwise: 'deny',
    sentence: {
      zh: '您一小时内已查找 {recent} 次（检查导入文件也计入），已到上限，请稍后再试；确有需要的，请联系安全管理员调整限额',
      en: 'You searched {recent} times within an hour (checks of imports count as well), which is the limit; wait, or ask a security administrator to raise it',
    },
    holds: ({ recent, limit }) => recent < limit,
    params: ({ recent }) => ({ recent }),
  },
])
