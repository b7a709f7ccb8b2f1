/** Finds a Chromium for the browser tests: the one that was named, the system's, or Playwright's own. */
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { delimiter, join } from "node:path"

const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]

/** The path of a browser that starts, or undefined. Throws when CHROMIUM_PATH names none. */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH=${named} does not exist`)
  return named ?? systemChromium() ?? (await playwrightChromium())
}

/** A browser for measuring: Playwright drives it. */
export async function launchChromium(args) {
  const { chromium } = await import("@playwright/test")
  const executablePath = await findChromium()
  return chromium.launch({
    ...(executablePath && { executablePath }),
    args: ["--no-sandbox", "--disable-gpu", ...args],
  })
}

function systemChromium() {
  const inPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => commands.map((command) => join(folder, command)))
  return [...inPath, ...usualPlaces()].find((path) => existsSync(path) && starts(path))
}

function usualPlaces() {
  const { LOCALAPPDATA, PROGRAMFILES, "PROGRAMFILES(X86)": PROGRAMFILES_X86 } = process.env
  const windows = [PROGRAMFILES, PROGRAMFILES_X86, LOCALAPPDATA]
    .filter(Boolean)
    .flatMap((folder) =>
      ["Google/Chrome", "Chromium"].map((app) => join(folder, app, "Application/chrome.exe")),
    )
  const mac = ["Google Chrome", "Chromium"].map(
    (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
  )
  return { win32: windows, darwin: mac }[process.platform] ?? []
}

/** Ubuntu has a `chromium-browser` that only says how to install one. On Windows `--version` opens a window. */
const starts = (path) =>
  process.platform === "win32" || spawnSync(path, ["--version"], { timeout: 15_000 }).status === 0

async function playwrightChromium() {
  const { chromium } = await import("@playwright/test")
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined
}
