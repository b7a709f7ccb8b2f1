import { type DestinationStream, type Logger, pino, stdSerializers } from "pino"

/** The server's log, a JSON object a line. It tells codes, ids and durations, never what people call themselves or say. */
export const createLog = (level: string, destination: DestinationStream): Logger =>
  pino({ level, serializers: { err: inWords } }, destination)

/** Databases hang the row they choke on onto their errors: of an error no more is told than where and why. */
function inWords(error: Error & { code?: unknown }) {
  const { type, message, stack } = stdSerializers.err(error)
  return { type, code: error.code, message, stack }
}
