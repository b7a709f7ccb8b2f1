import { expect, test } from "vitest"
import { readConfig } from "../../src/server/config.ts"

test("nothing set means localhost:8000 with SQLite, strict and limited", () => {
  expect(readConfig({})).toEqual({
    port: 8000,
    host: "localhost",
    databaseUrl: "sqlite:data/confab.db",
    corsOrigins: [],
    logLevel: "info",
    trustProxy: [],
    rateLimit: true,
    addressFactor: 1,
    unreadBytesMax: null,
    roomsMax: 10_000,
    metricsToken: null,
    isShared: false,
    redisUrl: null,
    publicUrl: null,
    basePath: "/",
  })
})

test("what is set is read", () => {
  const read = readConfig({
    PORT: "0",
    HOST: "0.0.0.0",
    DATABASE_URL: "json:./chat.json",
    CORS_ORIGINS: "https://a.example, http://b.example:3000",
    LOG_LEVEL: "silent",
    TRUST_PROXY: "10.0.0.0/8,loopback",
    RATE_LIMIT: "off",
    ADDRESS_LIMIT_FACTOR: "2.5",
    UNREAD_MAX_MB: "64",
    ROOMS_MAX: "250",
    METRICS_TOKEN: "s3cret",
    PUBLIC_URL: "https://Example.org/chat",
    BASE_PATH: "/chat/",
  })
  expect(read).toEqual({
    port: 0,
    host: "0.0.0.0",
    databaseUrl: "json:./chat.json",
    corsOrigins: ["https://a.example", "http://b.example:3000"],
    logLevel: "silent",
    trustProxy: ["10.0.0.0/8", "loopback"],
    rateLimit: false,
    addressFactor: 2.5,
    unreadBytesMax: 64 * 1024 * 1024,
    roomsMax: 250,
    metricsToken: "s3cret",
    isShared: false,
    redisUrl: null,
    publicUrl: "https://example.org/chat",
    basePath: "/chat/",
  })
})

test("an empty variable counts as not set", () => {
  expect(readConfig({ PORT: "", CORS_ORIGINS: "" })).toEqual(readConfig({}))
})

test("everything wrong is named at once", () => {
  const wrong = {
    PORT: "http",
    DATABASE_URL: "mysql://x",
    CORS_ORIGINS: "no origin",
    LOG_LEVEL: "loud",
    TRUST_PROXY: "somewhere",
    RATE_LIMIT: "maybe",
    ADDRESS_LIMIT_FACTOR: "0",
    UNREAD_MAX_MB: "a lot",
    ROOMS_MAX: "0",
    METRICS_TOKEN: "two words",
    REDIS_URL: "localhost:6379",
    PUBLIC_URL: "example.org",
    BASE_PATH: "/a b/",
  }
  for (const name of Object.keys(wrong)) expect(() => readConfig(wrong)).toThrow(name)
})

/** What is said of wrong values, a line each. */
function saidOf(environment: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    return (error as Error).message.split("\n  ").slice(1)
  }
}

test.each([
  ["PORT", "08000", '"08000" is not a whole number from 0 to 65535, in digits'],
  ["PORT", "8000.0", "is not a whole number"],
  ["PORT", "0x1f90", "is not a whole number"],
  ["PORT", "1e3", "is not a whole number"],
  ["PORT", "65536", "is not a whole number"],
  ["PORT", "-1", "is not a whole number"],
  ["PORT", " 8000", "has white space around it"],
  ["PORT", "8000\r", "has white space around it"],
  ["PORT", " ", "has white space around it"],
  ["HOST", "http://localhost", '"http://localhost" is not .*; HOST=localhost would be$'],
  ["HOST", "https://chat.example:8443/", "; HOST=chat.example and PORT=8443 would be$"],
  ["HOST", "localhost:8000", "; HOST=localhost and PORT=8000 would be$"],
  ["HOST", "0.0.0.0:8000", "; HOST=0.0.0.0 and PORT=8000 would be$"],
  ["HOST", "[::1]:8000", "; HOST=::1 and PORT=8000 would be$"],
  ["HOST", "[::]", "; HOST=:: would be$"],
  ["HOST", "8000", '"8000" is not the name or the address of this machine$'],
  ["HOST", "*", "is not the name or the address of this machine$"],
  ["HOST", "my host", "is not the name or the address of this machine$"],
  ["LOG_LEVEL", "INFO", '"INFO" is none of fatal, error, warn, info, debug, trace, silent'],
  ["LOG_LEVEL", "info\n", "has white space around it"],
  ["RATE_LIMIT", "true", '"true" is none of on, off'],
  [
    "TRUST_PROXY",
    "1",
    '"1" is not the address of a proxy, a network as 10.0.0.0/8, or one of loopback',
  ],
  ["TRUST_PROXY", "true", '"true" is not the address of a proxy'],
  ["TRUST_PROXY", "10.0.0.1, proxy.example", '^TRUST_PROXY: "proxy.example" is not'],
  ["TRUST_PROXY", "10.0.0.0/33", '"10.0.0.0/33" is not'],
  ["TRUST_PROXY", "10.1/8", '"10.1/8" is not'],
  ["TRUST_PROXY", "0x7f.1", '"0x7f.1" is not'],
  [
    "CORS_ORIGINS",
    "https://a.example, b.example",
    '^CORS_ORIGINS: "b.example" .*; https://b.example is one$',
  ],
  [
    "CORS_ORIGINS",
    "https://a.example/",
    '"https://a.example/" is not an origin; https://a.example is one',
  ],
  ["CORS_ORIGINS", "http://a.example:80", "; http://a.example is one"],
  ["CORS_ORIGINS", "https://A.example/chat?x", "; https://a.example is one"],
  [
    "CORS_ORIGINS",
    "https://*.example",
    '"https://\\*.example" .* name each of them, or \\* alone for any',
  ],
  ["CORS_ORIGINS", "ftp://a.example", '"ftp://a.example" is not an origin$'],
  ["CORS_ORIGINS", "null", '"null" is not an origin'],
  ["DATABASE_URL", " sqlite:chat.db", "has white space around it"],
  ["REDIS_URL", "redis://ann:secret@localhost\n", "has white space around it"],
])("%s=%j is refused, with what is wrong", (name, value, words) => {
  const said = saidOf({ DATABASE_URL: "postgres://db/chat", [name]: value })
  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(new RegExp(words))
  expect(said[0]).toMatch(new RegExp(`^${name}: [^\n]*$`))
  expect(said[0]).not.toContain("secret")
})

test("every wrong item of a list is named, and no right one", () => {
  const CORS_ORIGINS = "https://a.example,https://b.example/,c d,*"
  expect(saidOf({ CORS_ORIGINS }).map((line) => /"(.*)"/.exec(line)?.[1])).toEqual([
    "https://b.example/",
    "c d",
  ])
})

test.each([
  ["HOST", "::"],
  ["HOST", "fe80::1%eth0"],
  ["HOST", "chat-1.internal."],
  ["HOST", "my_host"],
  ["PORT", "65535"],
  ["TRUST_PROXY", "uniquelocal, 10.0.0.0/255.0.0.0, ::1, fd00::/8"],
  ["CORS_ORIGINS", "*"],
  ["CORS_ORIGINS", "http://localhost:5173 , https://[::1]:8443,"],
])("%s=%s is fine", (name, value) => {
  expect(saidOf({ [name]: value })).toEqual([])
})

test.each([
  "http://localhost",
  "redis://",
  "redis://localhost/lobby",
  "redis",
  "unix:///tmp/redis",
])("%s is no Redis, and its password is not repeated", (url) => {
  const REDIS_URL = url.replace("//", "//ann:secret@")
  expect(() => readConfig({ REDIS_URL })).toThrow("REDIS_URL")
  expect(() => readConfig({ REDIS_URL })).not.toThrow("secret")
})

test.each(["sqlite:data/confab.db", "json:chat.json", ""])(
  "one node on %s needs no bus, and is told so",
  (DATABASE_URL) => {
    const REDIS_URL = "redis://ann:secret@localhost"
    expect(() => readConfig({ DATABASE_URL, REDIS_URL })).toThrow("postgres://")
    expect(() => readConfig({ DATABASE_URL, REDIS_URL })).not.toThrow("secret")
  },
)

test.each([
  ["chat", "/chat/"],
  ["/chat", "/chat/"],
  ["/apps/chat/", "/apps/chat/"],
  ["/", "/"],
])("a path may be written %s: it is %s", (BASE_PATH, basePath) => {
  expect(readConfig({ BASE_PATH })).toMatchObject({ basePath })
})

test.each([
  ...["/chat?x", "/chat#x", "/../chat", "/a/./b", "/a//b", "/a b", "/%63hat", "http://a.example/"],
  // A proxy that takes the path off could not be told from one that leaves it on.
  ...["/api/", "/rooms/chat/", "/docs", "/metrics"],
])("%s is no path to live under", (BASE_PATH) => {
  expect(() => readConfig({ BASE_PATH })).toThrow("BASE_PATH")
})

test.each([
  ...["chat.example", "ftp://chat.example", "https://", "https:///chat", "https://chat.example/?x"],
  ...["https://ann:secret@chat.example", "https://chat.example/#x", "*"],
])("%s is nobody's address, and what it holds is not repeated", (PUBLIC_URL) => {
  expect(() => readConfig({ PUBLIC_URL })).toThrow("PUBLIC_URL")
  expect(() => readConfig({ PUBLIC_URL })).not.toThrow("secret")
})

test("the path of PUBLIC_URL is BASE_PATH, where it has one", () => {
  const PUBLIC_URL = "https://example.org/chat/"
  expect(readConfig({ PUBLIC_URL, BASE_PATH: "chat" })).toMatchObject({ basePath: "/chat/" })
  expect(readConfig({ PUBLIC_URL: "https://example.org", BASE_PATH: "chat" })).toBeDefined()
  expect(() => readConfig({ PUBLIC_URL })).toThrow("set BASE_PATH=/chat/")
  expect(() => readConfig({ PUBLIC_URL, BASE_PATH: "/talk/" })).toThrow("BASE_PATH")
})
