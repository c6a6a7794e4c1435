import { afterAll, describe, expect, it } from 'vitest'
import { wecomForTest } from '../../../platforms/wecom/wecom.fixture.ts'
import { startAlertHouse } from './alerts.fixture.ts'

describe('WeCom’s log, from the stand-in of WeCom to an alert (ACC-6)', async () => {
  const { peer, now, pass, connect } = await wecomForTest()
  afterAll(() => peer.close())
  let connector = connect()
  const house = await startAlertHouse({ wecomLog: (asked, signal) => connector.riskLog(asked, signal) })
  const { app, register, list, see } = house
  pass((app.clock.now().getTime() - now().getTime()) / 1000)
  const line = (kind: number, detail: string) => ({
    time: Math.floor(app.clock.now().getTime() / 1000) - 600, userid: 'zhangsan', oper_type: kind, detail_info: detail, ip: '202.101.172.*',
  })

  it('takes both logs in: a member’s new device, an administrator’s change of rights', async () => {
    await register({ platform: 'wecom', name: '青禾企业微信' })
    peer.log.push(line(4, '在新设备 HUAWEI Mate 60 登录'), line(1, '日常'))
    peer.adminLog.push(line(2, '新增管理员'))
    await app.runJob('accounts.take-in-wecom-log')
    const { items } = await list('administrator')
    expect(items.map(({ action }) => action).toSorted()).toEqual(['new-device', 'rights-changed'])
    const device = items.find(({ action }) => action === 'new-device')
    expect(await see('administrator', device?.id ?? '')).toMatchObject({ device: 'HUAWEI Mate 60', place: '浙江杭州', source: 'wecom-log' })
  })

  it('tells what to do when WeCom takes the secret no more, and goes on when it does again', async () => {
    connector = connect({ secret: 'another-secret' })
    await app.runJob('accounts.take-in-wecom-log')
    expect((await list('administrator')).sourceFailure).toContain('请在管理后台核对后更新配置')
    connector = connect()
    peer.log.push(line(13, '第二台设备'))
    await app.runJob('accounts.take-in-wecom-log')
    expect(await list('administrator')).toMatchObject({ total: 3, sourceFailure: null })
  })
})
