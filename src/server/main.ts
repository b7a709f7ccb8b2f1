/** `npm start`: the only file that reads the environment and handles signals. */
import { existsSync } from "node:fs"
import { isatty } from "node:tty"
import { fileURLToPath } from "node:url"
import packageJson from "../../package.json" with { type: "json" }
import { startApp } from "./app.ts"
import { misspelledVariables, readConfig } from "./config.ts"
import { createLog, lostLinesNotice } from "./log.ts"
import { createMetrics } from "./metrics.ts"
import { openNodes } from "./nodes/open.ts"
import { openOutput } from "./output.ts"
import { dataFileOf, openStore } from "./store/open.ts"

/** Longer than every wait within. */
const STOP_MS_MAX = 9_000
const SAME_SIGNAL_MS = 200

const isInTerminal = [0, 1, 2].some(isatty)

const clientFolder = fileURLToPath(new URL("../../dist/client", import.meta.url))

async function main() {
  const config = readConfig(process.env)
  // Standard output has only the address; the log goes to standard error.
  const output = openOutput(process.stderr, lostLinesNotice)
  const log = createLog(config.logLevel, output)
  for (const { name, meant } of misspelledVariables(process.env))
    log.warn({ variable: name, meant }, "this variable is no setting: was another one meant?")
  // A bug in answering one client must not stop the server of the others.
  process.on("unhandledRejection", (error) => log.error(error, "nobody handled this rejection"))
  const metrics = createMetrics()
  const store = await openStore(config.databaseUrl, metrics.commitChanges)
  const nodes = await openNodes(config, { epoch: store.epoch, log })
  const webRoot = existsSync(clientFolder) ? clientFolder : null
  const { version } = packageJson
  const dataFile = dataFileOf(config.databaseUrl)
  const app = await startApp({ ...config, store, dataFile, nodes, log, metrics, webRoot, version })

  let first: { signal: string; at: number } | undefined
  async function stop(signal: string) {
    const at = performance.now()
    if (first) {
      // One signal may come twice, from the process group and from npm.
      const isEcho = signal === first.signal && at - first.at < SAME_SIGNAL_MS
      if (!isEcho) process.exit(0)
      return
    }
    first = { signal, at }
    log.info({ signal }, "stopping")
    setTimeout(() => process.exit(0), STOP_MS_MAX).unref()
    try {
      await app.close()
      await nodes?.bus.close()
      await store.close()
      log.info("stopped")
    } catch (error) {
      log.error(error, "stopping failed")
      process.exitCode = 1
    }
    await output.flush()
    process.exit()
  }
  process.on("SIGTERM", stop)
  process.on("SIGINT", stop)
  // The terminal was closed; without one, as under nohup, it goes on.
  process.on("SIGHUP", isInTerminal ? stop : () => {})
  // Last, because its reader may send a signal at once.
  openOutput(process.stdout).write(`listening on ${app.url}\n`)
  log.info({ version }, "started")
}

main().catch((error: Error) => {
  process.stderr.write(`confab: ${error.message}\n`)
  process.exit(1)
})
