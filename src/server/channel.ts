/**
 * Lines on their way out of the process. Whatever becomes of the other end (a full disk, a closed terminal, a pipe that is
 * not read) costs lines, and neither the server's time nor its memory.
 */
import { writeSync } from "node:fs"
import { Socket } from "node:net"
import { setTimeout as wait } from "node:timers/promises"

type Said = typeof process.stdout | typeof process.stderr
type Done = (error?: Error | null) => void
/** As Node's streams have it: `done` hears what became of this line. */
type Outlet = { write(line: string, done: Done): void; readonly writableLength: number }

const WAITING_CHARS_MAX = 1024 * 1024
const FLUSH_MS_MAX = 500

/** `stream` is one of the process' own; `lostLine` says how many lines were lost, once they get through again. */
export function openChannel(stream: Said, lostLine = (_lost: number) => "") {
  const outlet = outletOf(stream)
  let lost = 0

  function send(line: string, lines: number) {
    if (outlet.writableLength > WAITING_CHARS_MAX) lost += lines
    else
      outlet.write(line, (error) => {
        if (error) lost += lines
        else if (lost > 0 && outlet.writableLength === 0) tellLost()
      })
  }

  function tellLost() {
    const told = lost
    lost = 0
    send(lostLine(told), told)
  }

  return {
    write: (line: string) => send(line, 1),

    /** Resolves when everything is written, or it takes too long. */
    async flush() {
      const written = new Promise<void>((done) => outlet.write("", () => done()))
      await Promise.race([written, wait(FLUSH_MS_MAX)])
    },
  }
}

function outletOf(stream: Said): Outlet {
  // Node has a stream of another kind for files than its types say.
  const isFile = !((stream as object) instanceof Socket)
  if (isFile) return fileOutlet(stream.fd)
  // Each line hears of its own failure.
  stream.on("error", () => {})
  // A terminal may stand still (Ctrl+S), and Node would stand still with it.
  if (stream.isTTY) (stream as WithHandle)._handle?.setBlocking?.(false)
  return stream
}

type WithHandle = { _handle?: { setBlocking?(isBlocking: boolean): void } }

/** Of a line that a full disk takes the beginning of, Node's own stream would forget the rest. */
function fileOutlet(fd: number): Outlet {
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
      // A line that has begun is not lost: it is finished when there is room again.
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
