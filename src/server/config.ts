/** The environment, read once: one frozen object, or one error that names everything wrong. */
import { z } from "zod"
import { Host, Origins, oneOf, Port, Proxies, passes, Text } from "./config-values.ts"
import { ROOMS_MAX } from "./limits.ts"
import { findMisspellings, type Misspelling } from "./misspelled-settings.ts"
import { BasePath, disagreement, PublicUrl } from "./public-url.ts"
import { parseStoreUrl } from "./store/open.ts"

/** Without its value: it may hold a password. */
const RedisUrl = Text.refine(
  isRedisUrl,
  "is not of the form redis://HOST:PORT or rediss://USER:PASSWORD@HOST:PORT/NUMBER",
)

const Environment = z.object({
  PORT: Port.default(8000),
  HOST: Host.default("localhost"),
  DATABASE_URL: Text.superRefine(passes(parseStoreUrl)).default("sqlite:data/confab.db"),
  CORS_ORIGINS: Origins.default([]),
  LOG_LEVEL: oneOf("fatal", "error", "warn", "info", "debug", "trace", "silent").default("info"),
  TRUST_PROXY: Proxies.default([]),
  RATE_LIMIT: oneOf("on", "off")
    .transform((word) => word === "on")
    .default(true),
  ADDRESS_LIMIT_FACTOR: z.coerce.number().min(0.1).max(1_000).default(1),
  UNREAD_MAX_MB: z.coerce.number().int().min(16).max(65_536).optional(),
  ROOMS_MAX: z.coerce.number().int().positive().default(ROOMS_MAX),
  // As a header can carry it.
  METRICS_TOKEN: z
    .string()
    .regex(/^[!-~]+$/, "is not one word of ASCII")
    .optional(),
  REDIS_URL: RedisUrl.optional(),
  PUBLIC_URL: PublicUrl.optional(),
  BASE_PATH: BasePath.default("/"),
})

/** Worth no more than a warning: they may be meant for another program. */
export const misspelledVariables = (environment: NodeJS.ProcessEnv): Misspelling[] =>
  findMisspellings(environment, Object.keys(Environment.shape))

/** Throws an Error for people when a variable has a wrong value. An empty one counts as not set. */
export function readConfig(environment: NodeJS.ProcessEnv) {
  const set = Object.entries(environment).filter(([, value]) => value !== "")
  const read = Environment.safeParse(Object.fromEntries(set))
  if (!read.success) throw new Error(inOneMessage(wrongParts(read.error)))
  const { data } = read
  const isShared = parseStoreUrl(data.DATABASE_URL).kind === "postgres"
  if (data.REDIS_URL && !isShared) throw new Error(inOneMessage([NOT_SHARED]))
  const wrongPlace = disagreement(data.PUBLIC_URL, data.BASE_PATH)
  if (wrongPlace) throw new Error(inOneMessage([`PUBLIC_URL: ${wrongPlace}`]))
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
    roomsMax: data.ROOMS_MAX,
    metricsToken: data.METRICS_TOKEN ?? null,
    publicUrl: data.PUBLIC_URL ?? null,
    basePath: data.BASE_PATH,
  })
}

const MEBIBYTE = 1024 * 1024

const NOT_SHARED =
  "REDIS_URL: is for several nodes, and they need a database they can share: set DATABASE_URL to postgres://…, or leave " +
  "REDIS_URL out"

function isRedisUrl(text: string): boolean {
  const { protocol, hostname, pathname } = URL.parse(text) ?? {}
  return /^rediss?:$/.test(protocol ?? "") && hostname !== "" && /^(\/\d*)?$/.test(pathname ?? "")
}

const wrongParts = ({ issues }: z.ZodError) =>
  issues.map(({ path, message }) => `${String(path[0])}: ${message}`)

const inOneMessage = (wrong: string[]) =>
  ["wrong values in the environment:", ...new Set(wrong)].join("\n  ")
