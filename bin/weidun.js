#!/usr/bin/env node
// Starts the program on the Node that it needs: this one when it is new enough, else the one that npm brought along.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

// The repository holds TypeScript; what npm installs holds JavaScript, because Node strips no types under node_modules.
const [written, emitted] = ['../src/cli/weidun.ts', '../lib/cli/weidun.js'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
)
const entry = existsSync(written) ? written : emitted

if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import(entry)
} else {
  const brought = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  let node
  try {
    node = createRequire(import.meta.url).resolve(`${brought}/bin/node${process.platform === 'win32' ? '.exe' : ''}`)
  } catch {
    console.error(`Weidun needs Node 24 or later; this is ${process.version}. 微盾需要 Node 24 或更高版本。`)
    process.exit(2)
  }
  const child = spawn(node, [entry, ...process.argv.slice(2)], { stdio: 'inherit' })
  // A service manager tells this process to stop; the program is the other one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 2)
  })
}
