/** A copy of Confab to put bugs into, gone when its scope ends. */
import { cp, readFile, rm, symlink } from "node:fs/promises"
import { join } from "node:path"
import { ended, root, start, tool } from "../../scripts/tools.mjs"
import { temporaryFolder } from "../support/temporary-folder.ts"
import type { Witness } from "./mutant.ts"

const COPIED = ["src", "tests", "scripts", "docs", "ops", "package.json", "tsconfig.json"]
const CONFIGURED = ["vite.config.ts", "vitest.config.ts"]
/** Too big to copy, and never changed here. */
const LINKED = ["node_modules", "dist", "bench"]

/** What vitest's JSON reporter writes, as far as it is read here. */
export type Report = {
  success: boolean
  testResults: {
    message: string
    assertionResults: { status: string; fullName: string }[]
  }[]
}

/** Rejects when `signal` aborts in the middle of a test. */
export async function copyConfab(signal: AbortSignal) {
  const folder = await temporaryFolder()
  const { path } = folder
  const report = join(path, "report.json")
  for (const name of [...COPIED, ...CONFIGURED])
    await cp(join(root, name), join(path, name), { recursive: true })
  for (const name of LINKED) await symlink(join(root, name), join(path, name))

  return {
    path,
    [Symbol.asyncDispose]: folder[Symbol.asyncDispose],

    /** Runs these tests, up to the first failure. */
    async test(witnesses: Witness[]): Promise<Report> {
      const files = new Set(witnesses.map(({ file }) => file))
      const named = `--testNamePattern=${witnesses.map(({ test }) => test).join("|")}`
      const reporting = ["--reporter=json", `--outputFile=${report}`]
      const args = tool("vitest", "run", "--bail=1", named, ...reporting, ...files)
      // The last one's, if none is written.
      await rm(report, { force: true })
      await ended(start(args, { cwd: path, stdio: "ignore", signal }))
      signal.throwIfAborted()
      return JSON.parse(await readFile(report, "utf8"))
    },
  }
}

export type Copy = Awaited<ReturnType<typeof copyConfab>>
