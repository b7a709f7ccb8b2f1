import { defineConfig, type Plugin } from "vite"
import { compression } from "vite-plugin-compression2"
import { VitePWA } from "vite-plugin-pwa"
import solid from "vite-plugin-solid"

/** The server's own paths. Host stays the browser's, so that Origin and Host match as they do in production. */
const server = { target: "http://localhost:8000", changeOrigin: false, ws: true }
const serverPaths = ["api/", "trpc", "ws/", "openapi.json", "docs", "redoc", "healthz", "readyz"]

export default defineConfig({
  root: "src/client",
  plugins: [
    solid(),
    slimEmoji(),
    compression({ algorithms: ["gzip", "brotliCompress"] }),
    installable(),
  ],
  build: {
    outDir: "../../dist/client",
    emptyOutDir: true,
    // The content security policy allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  experimental: {
    // The page lies at addresses of several depths and names its parts from the root, which the server puts under its
    // path; parts find each other wherever that is.
    renderBuiltUrl: (_, { hostType }) => (hostType === "html" ? undefined : { relative: true }),
  },
  server: {
    port: 5173,
    // Anchored: `/api` alone would take the client's own module /api.ts away from Vite.
    proxy: Object.fromEntries(serverPaths.map((path) => [pattern(path), server])),
  },
})

/** What makes a browser offer to install the app, and the worker that has it there without a connection. */
function installable() {
  return VitePWA({
    strategies: "injectManifest",
    srcDir: "offline",
    filename: "service-worker.ts",
    // The app does it, after its first load.
    injectRegister: false,
    injectManifest: { globPatterns: ["**/*.{js,css,html,svg,png}"], rollupFormat: "iife" },
    includeManifestIcons: false,
    manifest: {
      name: "Confab",
      short_name: "Confab",
      description: "A calm, fast place to talk.",
      // Relative to the manifest.
      start_url: ".",
      scope: ".",
      display: "standalone",
      background_color: "#f5f4fb",
      theme_color: "#f5f4fb",
      icons: [
        { src: "favicon.svg", sizes: "any", type: "image/svg+xml" },
        { src: "icon-192.png", sizes: "192x192", type: "image/png", purpose: "maskable" },
        { src: "icon-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        { src: "icon-512.png", sizes: "512x512", type: "image/png" },
      ],
    },
  })
}

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
