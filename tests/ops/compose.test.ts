/** compose.yaml without Docker: parsed, and held against what the server, the image and the proxy know. */
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { readConfig } from "../../src/server/config.ts"
import { findProgram } from "../support/topology/program.ts"
import { allOf, readDockerfile } from "./dockerfile.ts"

type Service = {
  image: string
  build?: string
  restart?: string
  stop_grace_period?: string
  environment?: Record<string, string>
  ports?: string[]
  networks?: string[] | Record<string, { ipv4_address: string }>
  healthcheck?: { test: string[] }
  depends_on?: Record<string, { condition: string }>
}

const project = resolve(import.meta.dirname, "../..")
const text = (path: string) => readFileSync(join(project, path), "utf8")
const compose: { services: Record<string, Service> } = parse(text("compose.yaml"), { merge: true })
const { services } = compose
const nodes = Object.entries(services).filter(([name]) => name.startsWith("node-"))
const proxy = services.proxy as Service

/** As `docker compose` fills in `${NAME}`, `${NAME:-default}` and `${NAME:?why}`. */
const filled = (value: string, env: Record<string, string>) =>
  value.replaceAll(/\$\{(\w+)(?::[-?]([^}]*))?\}/g, (_, name, other = "") => env[name] || other)

const secrets = { POSTGRES_PASSWORD: "p4ss", METRICS_TOKEN: "t0ken" }

test("what the nodes are told, the server understands", () => {
  expect(nodes).toHaveLength(2)
  for (const [, { environment = {} }] of nodes) {
    const env = Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, filled(value, secrets)]),
    )
    expect(readConfig(env)).toMatchObject({ isShared: true, metricsToken: "t0ken" })
    expect(URL.parse(env.DATABASE_URL ?? "")).toMatchObject({
      hostname: "postgres",
      password: "p4ss",
    })
    expect(URL.parse(env.REDIS_URL ?? "")?.hostname).toBe("valkey")
    // A name that the server does not know would be ignored without a word.
    const known = [...text("src/server/config.ts").matchAll(/^ {2}([A-Z_]+):/gm)]
    expect(known.map(([, name]) => name)).toEqual(expect.arrayContaining(Object.keys(env)))
  }
})

test("the nodes believe the proxy, and only the proxy can be reached from outside", () => {
  const { inside } = proxy.networks as Record<string, { ipv4_address: string }>
  for (const [, { environment }] of nodes)
    expect(environment?.TRUST_PROXY).toBe(inside?.ipv4_address)
  const open = Object.entries(services).filter(([, { ports }]) => ports)
  expect(open.map(([name]) => name)).toEqual(["proxy"])
  const [published = ""] = proxy.ports ?? []
  expect(filled(published, {})).toBe(`8000${proxy.environment?.CONFAB_BIND}`)
})

test("the proxy finds the nodes where they listen, and asks for what they answer", () => {
  const [port] = allOf(readDockerfile(join(project, "Dockerfile")).at(-1)!, "EXPOSE")
  const { CONFAB_NODE_A, CONFAB_NODE_B } = proxy.environment ?? {}
  expect([CONFAB_NODE_A, CONFAB_NODE_B]).toEqual(nodes.map(([name]) => `${name}:${port}`))
  expect(text("ops/haproxy.cfg")).toContain("option httpchk GET /readyz")
  expect(proxy.healthcheck?.test.at(-1)).toBe(
    `http://127.0.0.1${proxy.environment?.CONFAB_BIND}/readyz`,
  )
})

test("everything comes back by itself, is looked after, and is given the time to end", () => {
  for (const [name, service] of Object.entries(services)) {
    expect(service.restart, name).toBe("unless-stopped")
    expect(Number.parseInt(service.stop_grace_period ?? "0", 10), name).toBeGreaterThan(0)
    // A node's check is in its image.
    expect(Boolean(service.healthcheck ?? service.build), name).toBe(true)
    for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(services).toHaveProperty(needed)
      expect(condition).toBe("service_healthy")
    }
  }
  for (const [, { stop_grace_period }] of nodes)
    expect(Number.parseInt(stop_grace_period ?? "0", 10)).toBeGreaterThan(10)
})

test("images have a version, and secrets come from a file that git does not keep", () => {
  for (const { image, build } of Object.values(services))
    if (!build) expect(image).toMatch(/:\d[\w.-]*$/)
  const asked = [...text("compose.yaml").matchAll(/\$\{(\w+)/g)].map(([, name]) => name)
  const offered = [...text(".env.example").matchAll(/^(\w+)=/gm)].map(([, name]) => name)
  expect(new Set(asked)).toEqual(new Set(offered))
  expect(text(".env.example")).toMatch(/^POSTGRES_PASSWORD=$/m)
  expect(text("compose.yaml")).not.toMatch(/PASSWORD: (?!\$\{)/)
  expect(text(".gitignore").split("\n")).toContain(".env")
})

test.skipIf(!(findProgram("haproxy") || process.env.CI === "true"))(
  "HAProxy accepts its configuration with what compose tells it (where it is installed)",
  () => {
    const env = { ...process.env, ...proxy.environment }
    const { status, stderr } = spawnSync("haproxy", ["-c", "-f", "ops/haproxy.cfg"], {
      cwd: project,
      env,
    })
    expect(status, String(stderr)).toBe(0)
  },
)
