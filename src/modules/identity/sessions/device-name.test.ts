import { describe, expect, it } from 'vitest'
import { deviceName } from './device-name.ts'

const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)'

describe('how a device is called', () => {
  it.each([
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} Chrome/140.0.0.0 Safari/537.36`, 'Chrome · Windows'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0`, 'Edge · Windows'],
    [`Mozilla/5.0 (Linux; Android 14) ${webKit} Chrome/116.0 Safari/537.36 MicroMessenger/8.0.49`, '微信 · Android'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1', 'Safari · iPhone'],
    [`Mozilla/5.0 (Phone; OpenHarmony 5.0) ${webKit} Chrome/114.0 Mobile HuaweiBrowser/5.1`, '华为浏览器 · 鸿蒙'],
    ['', '未知设备'],
    [null, '未知设备'],
  ])('%s', (userAgent, name) => {
    expect(deviceName(userAgent).zh).toBe(name)
  })
})
