/**
 * The partitions of cluster.test.ts once more, made by the kernel: in a network of its own, where what is sent to an
 * address is lost. No proxy stands in between that could be kinder than a cable.
 */
import { expect, test } from "vitest"
import { isLong } from "../support/amount.ts"
import { canPart, inTheirOwnNetwork } from "../support/own-network.ts"

const TIMEOUT_MS = 15 * 60_000

test.runIf(isLong && canPart)(
  "partitions made by the kernel (in the long form only; needs root on Linux, and iproute2)",
  { timeout: TIMEOUT_MS },
  async () => {
    const said = await inTheirOwnNetwork({
      file: "tests/faults/cluster.test.ts",
      pattern: "is cut off from|nothing passes",
      timeoutMs: TIMEOUT_MS,
    })
    expect(said).toMatch(/Tests .*\d+ passed/)
  },
)
