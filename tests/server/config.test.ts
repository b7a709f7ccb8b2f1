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

test.each(["https://a.example/path", "ftp://a.example", "a.example"])(
  "%s is no origin",
  (origin) => {
    expect(() => readConfig({ CORS_ORIGINS: origin })).toThrow("CORS_ORIGINS")
  },
)

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
