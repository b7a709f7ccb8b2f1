/** Reads what a raw socket sends: a frame, or the error to answer with. */
import { z } from "zod"
import { ClientFrame, type ServerFrame } from "../../shared/frames.ts"
import { ClientId } from "../../shared/schema.ts"
import { whyTooComplex } from "./json.ts"

type ErrorFrame = Extract<ServerFrame, { type: "error" }>

export function readFrame(text: string): ClientFrame | ErrorFrame {
  const complaint = whyTooComplex(text)
  if (complaint !== null) return bad("INVALID_JSON", complaint)
  const json = parse(text)
  if (json === undefined) return bad("INVALID_JSON", "the frame is not JSON")
  const frame = ClientFrame.safeParse(json)
  if (frame.success) return frame.data
  const [issue] = frame.error.issues
  const why = `${issue?.path.join(".") || "frame"}: ${issue?.message}`
  return { ...bad("INVALID_FRAME", why), ...clientIdIn(json) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function clientIdIn(json: unknown): { client_id?: string } {
  const { success, data } = z.object({ client_id: ClientId }).safeParse(json)
  return success ? data : {}
}

const bad = (code: ErrorFrame["code"], detail: string): ErrorFrame => ({
  type: "error",
  code,
  detail,
})
