import { FLEETING_WAIT_MS_MAX } from "../../../src/server/limits.ts"
import { STAY_SECONDS } from "../assumed.ts"
import type { Costs } from "../costs.ts"
import { joinBytes, PACKET_BYTES } from "../frames.ts"

/** What merely passes waits as long as it may, so that more of it goes out in one write. */
const WRITES_PER_SECOND = 1000 / FLEETING_WAIT_MS_MAX

/** A room in which everybody is told who comes and who goes: by arithmetic alone, a second of it. */
export function presenceOf(listeners: number, costs: Costs) {
  const changes = (2 * listeners) / STAY_SECONDS
  const writes = Math.min(changes, WRITES_PER_SECOND)
  const micros = writes * costs.writeMicros + changes * costs.frameMicros
  return {
    changes,
    frames: changes * listeners,
    bytesEach: changes * joinBytes() + writes * PACKET_BYTES,
    cores: (micros * listeners) / 1e6,
  }
}
