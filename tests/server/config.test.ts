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
    metricsToken: null,
    isShared: false,
    redisUrl: null,
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
    METRICS_TOKEN: "s3cret",
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
    metricsToken: "s3cret",
    isShared: false,
    redisUrl: null,
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
    METRICS_TOKEN: "two words",
    REDIS_URL: "localhost:6379",
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
