/**
 * `npm run screenshots [-- --gallery]`: the app in every state, size and theme, as test-results/screenshots. With
 * --gallery also as docs/gallery: some of them, smaller.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { chromium } from "@playwright/test"
import { findChromium } from "./chromium.mjs"
import { ended, root, start, tool } from "./tools.mjs"

const GALLERY_BYTES_MAX = 1_500_000
const QUALITY = 0.72
/** Every state as it looks best: wide and light, narrow and dark. */
const inGallery = /-(desktop-light|phone-dark)\.png$/
const shots = join(root, "test-results/screenshots")
const gallery = join(root, "docs/gallery")

rmSync(shots, { recursive: true, force: true })
const env = { ...process.env, SCREENSHOTS: "on" }
const code = await ended(start(tool("playwright", "test", "states.spec.ts"), { env }))
if (code !== 0) process.exit(code)
console.log(`${readdirSync(shots).length} screenshots in test-results/screenshots`)
if (process.argv.includes("--gallery")) await makeGallery()

async function makeGallery() {
  rmSync(gallery, { recursive: true, force: true })
  mkdirSync(gallery)
  const executablePath = await findChromium()
  const args = ["--no-sandbox"]
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), args })
  const page = await browser.newPage()
  const names = readdirSync(shots).filter((name) => inGallery.test(name))
  for (const name of names) {
    const url = `data:image/png;base64,${readFileSync(join(shots, name), "base64")}`
    const webp = await page.evaluate(toWebp, { url, quality: QUALITY })
    const picture = webp.slice(webp.indexOf(",") + 1)
    writeFileSync(join(gallery, `${basename(name, ".png")}.webp`), picture, "base64")
  }
  await browser.close()
  writeFileSync(join(gallery, "README.md"), pageOf(names))
  const bytes = readdirSync(gallery).reduce(
    (sum, name) => sum + statSync(join(gallery, name)).size,
    0,
  )
  console.log(`docs/gallery: ${names.length} pictures, ${Math.round(bytes / 1000)} KB`)
  if (bytes > GALLERY_BYTES_MAX) throw new Error(`the gallery is over ${GALLERY_BYTES_MAX} bytes`)
}

/** Runs in the browser, whose encoder saves us a library. */
async function toWebp({ url, quality }) {
  const picture = new Image()
  picture.src = url
  await picture.decode()
  const canvas = document.createElement("canvas")
  canvas.width = picture.width
  canvas.height = picture.height
  canvas.getContext("2d").drawImage(picture, 0, 0)
  return canvas.toDataURL("image/webp", quality)
}

function pageOf(names) {
  const states = [...new Set(names.map((name) => name.replace(inGallery, "")))]
  const rows = states.map((state) => {
    const picture = (kind, width) => `<img src="${state}-${kind}.webp" width="${width}" alt="">`
    return `| ${state} | ${picture("desktop-light", 640)} | ${picture("phone-dark", 200)} |`
  })
  return [
    "# Gallery",
    "",
    "Made by `npm run screenshots -- --gallery`.",
    "",
    "| state | wide | narrow |",
    "|---|---|---|",
    ...rows,
    "",
  ].join("\n")
}
