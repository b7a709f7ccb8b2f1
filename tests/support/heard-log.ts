import { Writable } from "node:stream"
import { createLog } from "../../src/server/log.ts"
import { startTestApp } from "./app.ts"

type Line = Record<string, unknown> & { msg: string; level: number }

/** A log, and all that was written to it. */
export function heardLog(level: string) {
  let text = ""
  const write = (chunk: Buffer, _: string, done: () => void) => {
    text += chunk
    done()
  }
  return { log: createLog(level, new Writable({ write })), text: () => text }
}

/** A server, and all it logged. */
export async function startLogged(
  level = "trace",
  options: Parameters<typeof startTestApp>[0] = {},
) {
  const { log, text } = heardLog(level)
  const app = await startTestApp({ ...options, log })
  const lines = () =>
    text()
      .split("\n")
      .filter(Boolean)
      .map((line): Line => JSON.parse(line))
  return { ...app, text, lines }
}
