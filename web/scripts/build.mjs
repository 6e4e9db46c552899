// Build the three apps into dist/, each file compressed beside itself, for the gateway to serve.
import vue from '@vitejs/plugin-vue'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')
const wanted = process.argv.slice(2)
const apps = readdirSync(join(root, 'apps')).filter((app) => !wanted.length || wanted.includes(app))
const COMPRESSED = /\.(css|html|js|json|svg|webmanifest)$/

for (const app of apps) {
  const folder = join(root, 'apps', app)
  const pages = readdirSync(folder).filter((name) => name.endsWith('.html'))
  rmSync(join(dist, app), { recursive: true, force: true })
  await build({
    configFile: false,
    logLevel: 'warn',
    root: folder,
    base: `/assets/${app}/`,
    publicDir: existsSync(join(folder, 'public')) ? 'public' : false,
    resolve: { alias: { '@zhiben/kit': join(root, 'packages/kit/src') } },
    plugins: [vue()],
    define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
    build: {
      outDir: join(dist, app),
      assetsDir: '',
      emptyOutDir: false,
      target: 'es2020',
      assetsInlineLimit: 0,
      // The preload helper would be an inline script, which the pages' policy forbids.
      modulePreload: { polyfill: false },
      rollupOptions: { input: pages.map((name) => join(folder, name)) },
    },
  })
  compress(join(dist, app))
}

function compress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) compress(path)
    else if (COMPRESSED.test(entry.name)) {
      const plain = readFileSync(path)
      writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }))
      writeFileSync(`${path}.br`, brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
    }
  }
}
