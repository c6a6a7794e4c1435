import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const inRepository = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Builds the console into dist/console, which the server serves at `/`. */
export default defineConfig({
  root: inRepository('web/console'),
  publicDir: inRepository('web/console/public'),
  plugins: [react()],
  build: {
    outDir: inRepository('dist/console'),
    emptyOutDir: true,
    // The content security policy allows data: for pictures alone.
    assetsInlineLimit: 0,
    target: 'es2022',
    chunkSizeWarningLimit: 900,
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/assets/screening/': 'http://127.0.0.1:8080' } },
})
