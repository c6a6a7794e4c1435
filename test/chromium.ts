import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * Path of the browser for the browser tests: WEIDUN_TEST_CHROMIUM, one of the usual places, or Debian's package, which
 * is installed when this runs as root.
 * @throws Error that says what to install where none can be had
 */
export const findOrInstallChromium = (): string => {
  const found = find()
  if (found !== undefined) return found
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    console.log('Chromium is missing; installing it with apt-get')
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    const installed = find()
    if (installed !== undefined) return installed
  }
  throw new Error('The browser tests need Chromium. Install it (Debian: apt-get install chromium) or set WEIDUN_TEST_CHROMIUM to its path.')
}

const find = (): string | undefined =>
  [process.env['WEIDUN_TEST_CHROMIUM'], ...usualPlaces].find((path) => path !== undefined && path !== '' && isRunnable(path))

const isRunnable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
