import { defineConfig, type Plugin } from "vite"
import { compression } from "vite-plugin-compression2"
import solid from "vite-plugin-solid"

/** The server's own paths. Host stays the browser's, so that Origin and Host match as they do in production. */
const server = { target: "http://localhost:8000", changeOrigin: false, ws: true }
const serverPaths = ["api/", "trpc", "ws/", "openapi.json", "docs", "redoc", "healthz", "readyz"]

export default defineConfig({
  root: "src/client",
  plugins: [solid(), slimEmoji(), compression({ algorithms: ["gzip", "brotliCompress"] })],
  build: {
    outDir: "../../dist/client",
    emptyOutDir: true,
    // The content security policy allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    // Anchored: `/api` alone would take the client's own module /api.ts away from Vite.
    proxy: Object.fromEntries(serverPaths.map((path) => [pattern(path), server])),
  },
})

function pattern(path: string): string {
  return path.endsWith("/") ? `^/${path}` : `^/${path}($|[/?])`
}

/** Of each emoji only what the app knows about it: skin tones alone would be half of the data. */
function slimEmoji(): Plugin {
  return {
    name: "slim-emoji",
    enforce: "pre",
    transform: {
      filter: { id: /emojibase-data\/\w+\/compact\.json$/ },
      handler(json) {
        const all: Record<string, unknown>[] = JSON.parse(json)
        const slim = all.map(({ unicode, hexcode, label, group, tags }) => ({
          ...{ unicode, hexcode, label, group, tags },
        }))
        return { code: JSON.stringify(slim), map: null }
      },
    },
  }
}
