/** What a raw socket says, read: a frame of ours, or the error to answer with. */
import { ClientFrame, type ServerFrame } from "../../shared/frames.ts"
import { JSON_DEPTH_MAX } from "../../shared/limits.ts"
import { isTooDeep } from "./json.ts"

type ErrorFrame = Extract<ServerFrame, { type: "error" }>

export function readFrame(text: string): ClientFrame | ErrorFrame {
  if (isTooDeep(text)) return bad("INVALID_JSON", `JSON nests deeper than ${JSON_DEPTH_MAX}`)
  const json = parse(text)
  if (json === undefined) return bad("INVALID_JSON", "the frame is not JSON")
  const frame = ClientFrame.safeParse(json)
  if (frame.success) return frame.data
  const [issue] = frame.error.issues
  return bad("INVALID_FRAME", `${issue?.path.join(".") || "frame"}: ${issue?.message}`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const bad = (code: string, detail: string): ErrorFrame => ({ type: "error", code, detail })
