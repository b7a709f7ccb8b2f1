import { amount } from "../../support/amount.ts"
import type { Crowd } from "./crowd.ts"
import type { Ground } from "./ground.ts"

/** Something that breaks and is whole again, under a crowd. */
export type Fault = {
  name: string
  /** How often. */
  times: number
  /** All writers are at the first node: what is heard at the second comes from there. */
  isOneSided?: true
  happen(ground: Ground, crowd: Crowd, time: number): Promise<unknown>
}

/** So many messages are acknowledged while something is broken. */
export const MEANWHILE = amount(40, 200)
