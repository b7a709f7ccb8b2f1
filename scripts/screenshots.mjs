/**
 * `npm run screenshots [-- --gallery]`: the app in every state, size and theme, as test-results/screenshots. With
 * --gallery some of them also become docs/gallery, smaller, and the pictures of the README.
 */
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { basename, join } from "node:path"
import { launchChromium } from "./chromium.mjs"
import { ended, root, start, tool } from "./tools.mjs"

const GALLERY_BYTES_MAX = 2_000_000
const QUALITY = 0.72
/** Every state as it looks best: wide and light, narrow and dark. */
const inGallery = /-(desktop-light|phone-dark)\.png$/
const inReadme = {
  "screenshot.png": "busy-desktop-light.png",
  "screenshot-dark.png": "busy-desktop-dark.png",
}
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
  const names = readdirSync(shots).filter((name) => inGallery.test(name))
  await shrink(names)
  writeFileSync(join(gallery, "README.md"), pageOf(names))
  for (const [picture, name] of Object.entries(inReadme))
    copyFileSync(join(shots, name), join(root, "docs", picture))

  const sizes = readdirSync(gallery).map((name) => statSync(join(gallery, name)).size)
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  console.log(`docs/gallery: ${names.length} pictures, ${Math.round(bytes / 1000)} KB`)
  if (bytes > GALLERY_BYTES_MAX) throw new Error(`the gallery is over ${GALLERY_BYTES_MAX} bytes`)
}

/** The browser's own encoder saves us a library. */
async function shrink(names) {
  const browser = await launchChromium([])
  const page = await browser.newPage()
  for (const name of names) {
    const url = `data:image/png;base64,${readFileSync(join(shots, name), "base64")}`
    const webp = await page.evaluate(toWebp, { url, quality: QUALITY })
    const picture = webp.slice(webp.indexOf(",") + 1)
    writeFileSync(join(gallery, `${basename(name, ".png")}.webp`), picture, "base64")
  }
  await browser.close()
}

/** Runs in the browser. */
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
  return [
    "# Gallery",
    "",
    "Every state in which people see the app, wide and light, narrow and dark. Made by",
    "`npm run screenshots -- --gallery`, which also tries a third size and the other themes.",
    "",
    ...states.flatMap(sectionOf),
  ].join("\n")
}

function sectionOf(state) {
  const title = state[0].toUpperCase() + state.slice(1).replaceAll("-", " ")
  const picture = (kind, width, alt) =>
    `<img src="${state}-${kind}.webp" width="${width}" alt="${title}, ${alt}">`
  return [
    `## ${title}`,
    "",
    picture("desktop-light", 640, "wide and light"),
    picture("phone-dark", 185, "narrow and dark"),
    "",
  ]
}
