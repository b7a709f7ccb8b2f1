/** Where things are, and how the scripts start the project's own tools: the same on every system and old Node. */
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const NODE_MAJOR_MIN = 26
/** Where Node keeps what it compiled of the server; package.json names it too. */
export const compiledFolder = join(root, "node_modules/.cache/confab")

/**
 * The Node that runs Confab. Named by its path because the shell that ran setup.mjs on a bare checkout goes on finding
 * the system's older one.
 */
export function confabNode() {
  const pinned = join(
    root,
    "node_modules/node/bin",
    process.platform === "win32" ? "node.exe" : "node",
  )
  return existsSync(pinned) ? pinned : process.execPath
}

const bins = {
  biome: "@biomejs/biome/bin/biome",
  knip: "knip/bin/knip.js",
  playwright: "@playwright/test/cli.js",
  tsc: "typescript/bin/tsc",
  vite: "vite/bin/vite.js",
  vitest: "vitest/vitest.mjs",
}

/** The arguments with which Node runs one of the installed tools. */
export const tool = (name, ...args) => [join(root, "node_modules", bins[name]), ...args]

/** Starts a script of the project; its output is ours unless `options` says otherwise. */
export const start = (args, options = {}) =>
  spawn(confabNode(), args, { cwd: root, stdio: "inherit", ...options })

/** Resolves with the exit code; a signal or a failure to start counts as 1. */
export const ended = (child) =>
  new Promise((done) => {
    child.on("error", () => done(1))
    child.on("close", (code) => done(code ?? 1))
  })
