/**
 * The partitions of cluster.test.ts once more, made by the kernel: in a network of its own, where what is sent to an
 * address is lost. No proxy stands in between that could be kinder than a cable.
 */
import { execFile, spawnSync } from "node:child_process"
import { promisify } from "node:util"
import { expect, test } from "vitest"
import { tool } from "../../scripts/tools.mjs"
import { isLong } from "../support/amount.ts"

const canPart = spawnSync("unshare", ["--net", "ip", "route"]).status === 0
const TIMEOUT_MS = 15 * 60_000

test.runIf(isLong && canPart)(
  "partitions made by the kernel (in the long form only; needs root on Linux, and iproute2)",
  { timeout: TIMEOUT_MS },
  async () => {
    const partitions = ["--testNamePattern", "is cut off from|nothing passes"]
    const inFull = tool("vitest", "run", "--project", "server", "tests/faults/cluster.test.ts")
    const inItsNetwork = ["--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    const command = [...inItsNetwork, process.execPath, ...inFull, ...partitions]
    const env = { ...process.env, TEST_LINKS: "kernel" }
    // Rejects with what it said when a test in there fails.
    const { stdout } = await promisify(execFile)("unshare", command, { env, timeout: TIMEOUT_MS })
    expect(stdout).toMatch(/Tests .*\d+ passed/)
  },
)
