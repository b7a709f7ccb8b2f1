/** Refuses in words what would fail half way. */
import packageJson from "../package.json" with { type: "json" }
import { openFilesMax } from "./measure/process.ts"
import benchJson from "./package.json" with { type: "json" }

const OPEN_FILES_MIN = 12_000

export function checkMachine() {
  if (process.platform !== "linux") throw new Error("the bench reads /proc: it runs on Linux only")
  if (openFilesMax() < OPEN_FILES_MIN)
    throw new Error(`the bench opens ${OPEN_FILES_MIN} sockets at once: raise \`ulimit -Hn\``)
  const own: Record<string, string> = {
    ...packageJson.dependencies,
    ...packageJson.devDependencies,
  }
  for (const [name, version] of Object.entries(benchJson.dependencies))
    if (name in own && own[name] !== version)
      throw new Error(
        `bench/package.json compares with ${name} ${version}, Confab has ${own[name]}`,
      )
}
