const format = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** A moment as people in China read it: `YYYY-MM-DD HH:mm`, Asia/Shanghai. */
export const shanghaiTime = (moment: Date): string => format.format(moment)
