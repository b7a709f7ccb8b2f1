/**
 * Draws the icons of the installed app from the favicon: `node scripts/icons.mjs`. The picture stands in the middle of a
 * full square, because systems cut it to a shape of their own; what is safe from that is a circle of 80 %.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { chromium } from "@playwright/test"
import { findChromium } from "./chromium.mjs"
import { root } from "./tools.mjs"

const folder = join(root, "src/client/public")
const picture = readFileSync(join(folder, "favicon.svg"), "base64")
const executablePath = await findChromium()
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: ["--no-sandbox"],
})
for (const size of [192, 512]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<body style="margin:0;display:grid;place-items:center;height:100vh;background:#fff">
    <img src="data:image/svg+xml;base64,${picture}" style="width:60%;height:60%">`)
  writeFileSync(join(folder, `icon-${size}.png`), await page.screenshot())
}
await browser.close()
