/** Lines to standard output or error: a full disk, a closed terminal or an unread pipe costs lines, not time or memory. */
import { writeSync } from "node:fs"
import { Socket } from "node:net"
import { setTimeout as wait } from "node:timers/promises"

type StandardStream = typeof process.stdout | typeof process.stderr
type Done = (error?: Error | null) => void
type Sink = { write(line: string, done: Done): void; readonly writableLength: number }

const WAITING_CHARS_MAX = 1024 * 1024
const FLUSH_MS_MAX = 500

/** `lostNotice` is the line to write when lines get through again. */
export function openOutput(stream: StandardStream, lostNotice = (_lost: number) => "") {
  const sink = sinkOf(stream)
  let lost = 0

  function send(line: string, lines: number) {
    if (sink.writableLength > WAITING_CHARS_MAX) lost += lines
    else
      sink.write(line, (error) => {
        if (error) lost += lines
        else if (lost > 0 && sink.writableLength === 0) reportLost()
      })
  }

  function reportLost() {
    const count = lost
    lost = 0
    send(lostNotice(count), count)
  }

  return {
    write: (line: string) => send(line, 1),

    async flush() {
      const written = new Promise<void>((done) => sink.write("", () => done()))
      await Promise.race([written, wait(FLUSH_MS_MAX)])
    },
  }
}

function sinkOf(stream: StandardStream): Sink {
  // Node's types know no stream of a file here.
  const isFile = !((stream as object) instanceof Socket)
  if (isFile) return fileSink(stream.fd)
  // Each write gets its own error.
  stream.on("error", () => {})
  // A terminal may be halted (Ctrl+S), and Node would block on it.
  if (stream.isTTY) (stream as WithHandle)._handle?.setBlocking?.(false)
  return stream
}

type WithHandle = { _handle?: { setBlocking?(isBlocking: boolean): void } }

/** Node's own stream would drop the rest of a line that a full disk takes only the beginning of. */
function fileSink(fd: number): Sink {
  let rest: Buffer = Buffer.alloc(0)

  return {
    writableLength: 0,
    write(line, done) {
      const begun = put(fd, rest)
      rest = begun.left
      if (begun.error) return done(begun.error)
      const bytes = Buffer.from(line)
      const { left, error } = put(fd, bytes)
      if (!error) return done()
      // A line that has begun is finished when there is space again.
      if (left.length < bytes.length) rest = left
      else done(error)
    },
  }
}

function put(fd: number, bytes: Buffer): { left: Buffer; error?: Error } {
  let left = bytes
  try {
    while (left.length > 0) left = left.subarray(writeSync(fd, left))
    return { left }
  } catch (error) {
    return { left, error: error as Error }
  }
}
