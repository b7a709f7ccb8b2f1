import { execFileSync } from "node:child_process"
import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { getCACertificates, setDefaultCACertificates } from "node:tls"
import { temporaryFolder } from "./temporary-folder.ts"

const SELF_SIGNED =
  "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost " +
  "-addext subjectAltName=DNS:localhost,IP:127.0.0.1"

/** A certificate of this machine's own and its key, in one file. Programs in this process trust it. */
export async function selfSigned() {
  const folder = await temporaryFolder()
  const [key, certificate, both] = ["key", "certificate", "both"].map((name) =>
    join(folder.path, `${name}.pem`),
  ) as [string, string, string]
  const args = [...SELF_SIGNED.split(" "), "-keyout", key, "-out", certificate]
  execFileSync("openssl", args, { stdio: "ignore" })
  const text = await readFile(certificate, "utf8")
  await writeFile(both, text + (await readFile(key, "utf8")))
  setDefaultCACertificates([...getCACertificates("default"), text])
  return { path: both, [Symbol.asyncDispose]: folder[Symbol.asyncDispose] }
}

export type Certificate = Awaited<ReturnType<typeof selfSigned>>
