/** A V8 CPU profile of one thread, added up by whose code the time was spent in. */
import type { Profiler } from "node:inspector"

export const IDLE = "idle"
const WRITING = "writing to sockets (kernel, libuv)"

type Call = Profiler.ProfileNode["callFrame"]

/** Microseconds by place; what native code does counts for itself, not for who calls it. */
export function timeByPlace({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile) {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]))
  const times = new Map<string, number>()
  for (const [at, sample] of samples.entries()) {
    const place = places.get(sample) ?? ""
    times.set(place, (times.get(place) ?? 0) + (timeDeltas[at] ?? 0))
  }
  return times
}

function placeOf({ functionName, url }: Call): string {
  if (functionName === "(idle)") return IDLE
  if (functionName === "(garbage collector)") return "collecting garbage"
  if (url === "") return nativePlaceOf(functionName)
  if (url.startsWith("node:")) return "Node's own JavaScript"
  const [, library] = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? []
  if (library) return library
  const [, folder] = /\/src\/(server\/\w+|shared)/.exec(url) ?? []
  return folder ? `Confab: ${folder}` : "the server's own JavaScript"
}

function nativePlaceOf(functionName: string): string {
  if (/^write/.test(functionName)) return WRITING
  if (functionName === "postMessage") return "posting to threads"
  return "other native code (reading, polling, V8)"
}
