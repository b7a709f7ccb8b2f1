/** The environment, read once: one frozen object, or one refusal that names everything wrong. */
import { compile } from "@fastify/proxy-addr"
import { z } from "zod"
import { parseStoreUrl } from "./store/open.ts"

const list = z
  .string()
  .transform((text) => text.split(",").map((item) => item.trim()))
  .transform((items) => items.filter(Boolean))

const OnOff = z.enum(["on", "off"]).transform((word) => word === "on")

/** Refuses with the words of the error that `check` throws. */
const passes = (check: (value: never) => unknown) => (value: unknown, context: z.RefinementCtx) => {
  try {
    check(value as never)
  } catch (error) {
    context.addIssue({ code: "custom", message: (error as Error).message })
  }
}

const Origin = z.union([
  z.literal("*"),
  z
    .url({ protocol: /^https?$/ })
    .refine((url) => URL.parse(url)?.origin === url, "is not an origin"),
])

/** Without its value: it may hold a password. */
const RedisUrl = z
  .string()
  .refine(
    isRedisUrl,
    "is not of the form redis://HOST:PORT or rediss://USER:PASSWORD@HOST:PORT/NUMBER",
  )

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8000),
  HOST: z.string().min(1).default("localhost"),
  DATABASE_URL: z.string().superRefine(passes(parseStoreUrl)).default("sqlite:data/confab.db"),
  CORS_ORIGINS: list.pipe(z.array(Origin)).default([]),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  TRUST_PROXY: list.superRefine(passes(compile)).default([]),
  RATE_LIMIT: OnOff.default(true),
  ADDRESS_LIMIT_FACTOR: z.coerce.number().min(0.1).max(1_000).default(1),
  UNREAD_MAX_MB: z.coerce.number().int().min(16).max(65_536).optional(),
  // As a header can carry it.
  METRICS_TOKEN: z
    .string()
    .regex(/^[!-~]+$/, "is not one word of ASCII")
    .optional(),
  REDIS_URL: RedisUrl.optional(),
})

/** Throws an Error with a readable message when a variable has a wrong value. An empty one counts as not set. */
export function readConfig(environment: NodeJS.ProcessEnv) {
  const set = Object.entries(environment).filter(([, value]) => value !== "")
  const read = Environment.safeParse(Object.fromEntries(set))
  if (!read.success) throw new Error(wrongParts(read.error))
  const { data } = read
  const isShared = parseStoreUrl(data.DATABASE_URL).kind === "postgres"
  if (data.REDIS_URL && !isShared) throw new Error(NOT_SHARED)
  return Object.freeze({
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL,
    /** Other nodes may use the same database. */
    isShared,
    redisUrl: data.REDIS_URL ?? null,
    corsOrigins: data.CORS_ORIGINS,
    logLevel: data.LOG_LEVEL,
    trustProxy: data.TRUST_PROXY,
    rateLimit: data.RATE_LIMIT,
    addressFactor: data.ADDRESS_LIMIT_FACTOR,
    unreadBytesMax: data.UNREAD_MAX_MB === undefined ? null : data.UNREAD_MAX_MB * MEBIBYTE,
    metricsToken: data.METRICS_TOKEN ?? null,
  })
}

const MEBIBYTE = 1024 * 1024

const NOT_SHARED =
  "wrong values in the environment:\n  REDIS_URL: is for several nodes, and they need a database they can share: " +
  "set DATABASE_URL to postgres://…, or leave REDIS_URL out"

function isRedisUrl(text: string): boolean {
  const { protocol, hostname, pathname } = URL.parse(text) ?? {}
  return /^rediss?:$/.test(protocol ?? "") && hostname !== "" && /^(\/\d*)?$/.test(pathname ?? "")
}

function wrongParts({ issues }: z.ZodError) {
  const lines = issues.map(({ path, message }) => `  ${String(path[0])}: ${message}`)
  return ["wrong values in the environment:", ...new Set(lines)].join("\n")
}
