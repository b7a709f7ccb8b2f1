/**
 * Makes a bare checkout ready and says in one line what it does; silent when there is nothing to do. Plain JavaScript
 * without dependencies, because on a bare checkout it runs on whatever Node and npm the machine has.
 */
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { findChromium } from "./chromium.mjs"
import { clientIsFresh, dependenciesAreFresh } from "./freshness.mjs"
import { alone } from "./lock.mjs"
import { compiledFolder, confabNode, NODE_MAJOR_MIN, root, tool } from "./tools.mjs"

const needs = {
  install: [dependencies],
  dev: [dependencies],
  start: [dependencies, client, server],
  check: [dependencies, client],
  test: [dependencies, client, browser],
  bench: [dependencies, client, peers],
}

const steps = needs[process.argv[2]]
if (!steps) stop(`usage: node scripts/setup.mjs ${Object.keys(needs).join("|")}`)
for (const step of steps) await step()

async function dependencies() {
  await alone({ isDone: dependenciesAreFresh, work: install, say })
  const version = spawnSync(confabNode(), ["--version"], { encoding: "utf8" }).stdout ?? ""
  if (Number.parseInt(version.slice(1), 10) >= NODE_MAJOR_MIN) return
  stop(
    `Confab needs Node ${NODE_MAJOR_MIN}, and this is ${version.trim()}. The dependency "node" brings it, but its ` +
      "install script did not run: allow it (npm config set ignore-scripts false) and run `npm rebuild node`.",
  )
}

function install() {
  say("Installing dependencies…")
  // NODE_ENV=production would leave out the development dependencies, and with them the server.
  npm("ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error")
}

function client() {
  return alone({ isDone: clientIsFresh, work: build, say })
}

function build() {
  say("Building the web client…")
  run(confabNode(), ["scripts/build.mjs", "client"])
}

function peers() {
  const folder = join(root, "bench")
  if (dependenciesAreFresh(folder)) return
  say("Installing what the bench compares Confab with…")
  npm("ci", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error")
}

function server() {
  return alone({ isDone: () => existsSync(compiledFolder), work: compile, say })
}

function compile() {
  say("Compiling the server…")
  run(confabNode(), ["scripts/compile.mjs"])
}

async function browser() {
  if (await findChromium()) return
  say("Installing Chromium for the browser tests…")
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    spawnSync("sh", ["-c", "apt-get update -q && apt-get install -qy chromium"], {
      stdio: "ignore",
    })
    if (await findChromium()) return
  }
  run(confabNode(), tool("playwright", "install", "chromium"))
}

/** The npm that runs us and the Node under it, so that a second one in PATH does not interfere. */
function npm(...args) {
  const { npm_execpath: cli, npm_node_execpath: node } = process.env
  if (cli?.includes("npm-cli")) run(node ?? process.execPath, [cli, ...args])
  else run("npm", args, { shell: process.platform === "win32" })
}

/** Standard output is ours to keep short; what goes wrong is shown. */
function run(command, args, options = {}) {
  const stdio = ["ignore", "pipe", "inherit"]
  const { status, stdout } = spawnSync(command, args, { cwd: root, stdio, ...options })
  if (status === 0) return
  stop(`${stdout ?? ""}${[command, ...args].join(" ")} failed`)
}

function say(line) {
  console.log(line)
}

function stop(message) {
  console.error(message)
  process.exit(1)
}
