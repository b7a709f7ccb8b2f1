/** Variables that look like settings: named at the start, while those of everything else on a machine are left alone. */
import { expect, test } from "vitest"
import { readConfig, strayVariables } from "../../src/server/config.ts"
import { startServerProcess } from "../support/server-process.ts"

test.each([
  ["METRIC_TOKEN", "METRICS_TOKEN"],
  ["METRICS_TOKENS", "METRICS_TOKEN"],
  ["METRICSTOKEN", "METRICS_TOKEN"],
  ["metrics_token", "METRICS_TOKEN"],
  ["METIRCS_TOKEN", "METRICS_TOKEN"],
  ["TRUST_PROXIES", "TRUST_PROXY"],
  ["TRUSTPROXY", "TRUST_PROXY"],
  ["TRUST_PROXYS", "TRUST_PROXY"],
  ["CORS_ORIGIN", "CORS_ORIGINS"],
  ["CORS_ORIGNS", "CORS_ORIGINS"],
  ["DATABASE_URI", "DATABASE_URL"],
  ["DATABSE_URL", "DATABASE_URL"],
  ["DATABASEURL", "DATABASE_URL"],
  ["REDIS_URI", "REDIS_URL"],
  ["LOGLEVEL", "LOG_LEVEL"],
  ["LogLevel", "LOG_LEVEL"],
  ["LOG_LEVELS", "LOG_LEVEL"],
  ["RATE_LIMITS", "RATE_LIMIT"],
  ["RATELIMIT", "RATE_LIMIT"],
])("%s stops the start, unless %s is set", (name, meant) => {
  const set = { [name]: "s3cret" }
  expect(() => readConfig(set)).toThrow(
    new RegExp(`\\n  ${name}: .*${meant}.*set ${meant} as well`),
  )
  expect(() => readConfig(set)).not.toThrow("s3cret")
  expect(readConfig({ ...set, [meant]: "" })).toEqual(readConfig({}))
  const right = {
    DATABASE_URL: "postgres://db/chat",
    REDIS_URL: "redis://redis",
    LOG_LEVEL: "info",
  }
  const all = { CORS_ORIGINS: "*", METRICS_TOKEN: "t", TRUST_PROXY: "loopback", RATE_LIMIT: "on" }
  expect(readConfig({ ...set, ...right, ...all })).toMatchObject({ metricsToken: "t" })
})

test.each([
  ["DB_URL", "DATABASE_URL"],
  ["DB_URI", "DATABASE_URL"],
  ["POSTGRES_URL", "DATABASE_URL"],
  ["VALKEY_URL", "REDIS_URL"],
  ["ALLOWED_ORIGINS", "CORS_ORIGINS"],
  ["CORS_ALLOWED_ORIGINS", "CORS_ORIGINS"],
  ["TRUSTED_PROXIES", "TRUST_PROXY"],
  ["LOGGING_LEVEL", "LOG_LEVEL"],
  ["RATE_LIMITING", "RATE_LIMIT"],
  ["TOKEN_METRICS", "METRICS_TOKEN"],
  ["CONFAB_DATABASE_URL", "DATABASE_URL"],
])("%s may be another program's: it is worth a word about %s", (name, meant) => {
  const set = { [name]: "something" }
  expect(readConfig(set)).toEqual(readConfig({}))
  expect(strayVariables(set)).toEqual([{ name, meant, isCertain: false }])
})

test("the word is in the log, and not what the variable holds", async () => {
  await using server = await startServerProcess({ DB_URL: "postgres://ann:s3cret@db/chat" })
  await expect.poll(server.output).toMatch(/"level":40.*"variable":"DB_URL","meant":"DATABASE_URL"/)
  expect(server.output()).not.toContain("s3cret")
})

test("an empty one says nothing", () => {
  expect(strayVariables({ METRIC_TOKEN: "", DB_URL: "" })).toEqual([])
})

/** By who sets them; the values do not matter. */
const OTHERS = {
  shells: `SHELL PWD OLDPWD HOME LANG LC_ALL LC_CTYPE TERM USER LOGNAME PATH MAIL EDITOR PAGER SHLVL TZ _ HOSTNAME HOSTTYPE
    OSTYPE MACHTYPE TMPDIR COLORTERM DISPLAY LS_COLORS LINES COLUMNS UID GROUPS IFS HISTFILE SSH_CONNECTION SSH_AUTH_SOCK
    XDG_RUNTIME_DIR XDG_SESSION_ID DBUS_SESSION_BUS_ADDRESS HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY http_proxy no_proxy`,
  node: `NODE_ENV NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS NODE_COMPILE_CACHE NODE_DEBUG NVM_DIR NVM_BIN VOLTA_HOME
    npm_config_loglevel npm_config_registry npm_config_proxy npm_config_https_proxy npm_config_user_agent npm_config_cache
    npm_lifecycle_event npm_package_name npm_package_version npm_command npm_execpath npm_node_execpath INIT_CWD
    NPM_CONFIG_LOGLEVEL NPM_TOKEN COREPACK_HOME`,
  systemd: `INVOCATION_ID JOURNAL_STREAM LISTEN_PID LISTEN_FDS LISTEN_FDNAMES NOTIFY_SOCKET WATCHDOG_USEC WATCHDOG_PID
    SYSTEMD_EXEC_PID STATE_DIRECTORY CACHE_DIRECTORY LOGS_DIRECTORY CONFIGURATION_DIRECTORY CREDENTIALS_DIRECTORY MAINPID
    MANAGERPID MEMORY_PRESSURE_WATCH`,
  docker: `HOSTNAME POSTGRES_USER POSTGRES_PASSWORD POSTGRES_DB POSTGRES_HOST POSTGRES_PORT POSTGRES_INITDB_ARGS PGDATA
    POSTGRES_HOST_AUTH_METHOD REDIS_HOST REDIS_PORT REDIS_PASSWORD DB_HOST DB_PORT DB_NAME DB_USER DB_PASSWORD
    COMPOSE_PROJECT_NAME COMPOSE_FILE DOCKER_HOST DOCKER_BUILDKIT REDIS_NAME REDIS_PORT_6379_TCP REDIS_PORT_6379_TCP_ADDR
    REDIS_ENV_REDIS_VERSION GOSU_VERSION`,
  kubernetes: `KUBERNETES_PORT KUBERNETES_SERVICE_HOST KUBERNETES_SERVICE_PORT KUBERNETES_SERVICE_PORT_HTTPS
    KUBERNETES_PORT_443_TCP KUBERNETES_PORT_443_TCP_ADDR CONFAB_PORT CONFAB_SERVICE_HOST CONFAB_SERVICE_PORT
    CONFAB_SERVICE_PORT_HTTP CONFAB_PORT_8000_TCP CONFAB_PORT_8000_TCP_PROTO CONFAB_HOST DATABASE_PORT DATABASE_SERVICE_HOST
    DATABASE_SERVICE_PORT REDIS_SERVICE_HOST REDIS_SERVICE_PORT METRICS_PORT METRICS_SERVICE_HOST POD_NAME POD_IP HOST_IP
    NODE_NAME NODE_IP NAMESPACE`,
  providers: `HEROKU_APP_NAME HEROKU_REDIS_AQUA_URL HEROKU_POSTGRESQL_PINK_URL DYNO REDIS_TLS_URL REDISCLOUD_URL
    DATABASE_PUBLIC_URL DATABASE_CONNECTION_POOL_URL DATABASE_URL_UNPOOLED DATABASE_PRIVATE_URL SQLALCHEMY_DATABASE_URI
    RAILWAY_PUBLIC_DOMAIN RENDER_EXTERNAL_URL FLY_APP_NAME FLY_REGION PRIMARY_REGION VERCEL_URL K_SERVICE K_REVISION
    WEBSITE_HOSTNAME WEBSITES_PORT AWS_REGION AWS_SECRET_ACCESS_KEY AWS_ACCESS_KEY_ID AWS_EXECUTION_ENV GOOGLE_CLOUD_PROJECT
    OTEL_EXPORTER_OTLP_ENDPOINT OTEL_LOG_LEVEL OTEL_METRICS_EXPORTER SENTRY_DSN DD_AGENT_HOST DD_LOG_LEVEL NEW_RELIC_LOG_LEVEL`,
  builds: `CI GITHUB_TOKEN GITHUB_ACTIONS GITHUB_SERVER_URL GITHUB_API_URL GITHUB_PATH RUNNER_OS GITLAB_CI CI_JOB_TOKEN
    CI_SERVER_URL CI_REGISTRY BUILD_URL JENKINS_URL JOB_URL ACTIONS_RUNTIME_URL LOG_FORMAT LOG_FILE LOG_DIR DEBUG VERBOSE`,
  others: `PORTS HOSTS HTTP_PORT SERVER_PORT APP_PORT HTTP_HOST VIRTUAL_HOST BASE_URL ROOT_URL SITE_URL API_URL API_TOKEN
    AUTH_TOKEN TOKEN PROXY ORIGIN PROXY_URL PROXY_PORT RATE LIMIT RATE_LIMIT_WINDOW RATE_LIMIT_MAX MEMORY_LIMIT LOG_PATH
    LEVEL SECRET_KEY SECRET_KEY_BASE OIDC_ISSUER MEDIA_URL IMAGE_URL MONGO_URL MYSQL_URL AMQP_URL NATS_URL SMTP_URL`,
}

test.each(Object.entries(OTHERS))("the variables of %s are left alone", (_, names) => {
  const others = Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, "something"]),
  )
  expect(strayVariables(others)).toEqual([])
  expect(readConfig(others)).toEqual(readConfig({}))
})
