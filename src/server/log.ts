import { hostname } from "node:os"
import { type DestinationStream, type Logger, pino, stdSerializers } from "pino"

/** The server's log, a JSON object a line. It tells codes, ids and durations, never what people call themselves or say. */
export const createLog = (level: string, destination: DestinationStream): Logger =>
  pino({ level, serializers: { err: inWords } }, destination)

/** Says, as a line of the log whatever its level, how many of them it lacks. */
export const lostLine = (lost: number): string => {
  const place = { pid: process.pid, hostname: hostname() }
  const line = { level: pino.levels.values.warn, time: Date.now(), ...place, lost }
  return `${JSON.stringify({ ...line, msg: "lines of this log could not be written" })}\n`
}

/** Databases hang the row they choke on onto their errors: of an error no more is told than where and why. */
function inWords(error: Error & { code?: unknown }) {
  const { type, message, stack } = stdSerializers.err(error)
  return { type, code: error.code, message, stack }
}
