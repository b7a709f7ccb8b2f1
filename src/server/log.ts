import { hostname } from "node:os"
import { type DestinationStream, type Logger, pino, stdSerializers } from "pino"

/** JSON lines with codes, ids and durations, never names or messages of people. */
export const createLog = (level: string, destination: DestinationStream): Logger =>
  pino({ level, serializers: { err: serializeError } }, destination)

export const lostLinesNotice = (lost: number): string => {
  const place = { pid: process.pid, hostname: hostname() }
  const line = { level: pino.levels.values.warn, time: Date.now(), ...place, lost }
  return `${JSON.stringify({ ...line, msg: "lines of this log could not be written" })}\n`
}

/** Without other fields: databases add the row that they reject. */
function serializeError(error: Error & { code?: unknown }) {
  const { type, message, stack } = stdSerializers.err(error)
  return { type, code: error.code, message, stack }
}
