/** Tests once more in a network of their own, where the kernel loses what is sent: needs root on Linux, and iproute2. */
import { execFile, spawnSync } from "node:child_process"
import { promisify } from "node:util"
import { tool } from "../../scripts/tools.mjs"

export const canPart = spawnSync("unshare", ["--net", "ip", "route"]).status === 0

type Tests = { file: string; pattern: string; timeoutMs: number }

/** What vitest said of them; rejects with it when one fails. */
export async function inTheirOwnNetwork({ file, pattern, timeoutMs }: Tests): Promise<string> {
  const tests = tool("vitest", "run", "--project", "server", file, "--testNamePattern", pattern)
  const inItsNetwork = ["--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
  const command = [...inItsNetwork, process.execPath, ...tests]
  const env = { ...process.env, TEST_LINKS: "kernel" }
  const { stdout } = await promisify(execFile)("unshare", command, { env, timeout: timeoutMs })
  return stdout
}
