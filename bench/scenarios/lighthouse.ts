/** The browser app as Lighthouse sees it. Not about time on this machine: Lighthouse simulates a slow phone. */
import { navigation } from "lighthouse"
import { launch, type Page } from "puppeteer-core"
import { findChromium } from "../../scripts/chromium.mjs"
import { atLeast, type Goal } from "../measure/report.ts"
import { median } from "../measure/stats.ts"
import { confabTrpc } from "../peers/contestants.ts"
import { type RunningServer, startServer } from "../processes/server.ts"
import { type Scenario, tell } from "./scenario.ts"

const SCORE_MIN = 95
const onlyCategories = ["performance", "accessibility", "best-practices", "seo"]
const MESSAGES = 200

export const lighthouseScores: Scenario = {
  name: "lighthouse",
  about: "app",
  title: "Lighthouse",
  how: "The production build over HTTP/1.1 on loopback, first visit, a phone with a slow processor and network as Lighthouse simulates them by default: the page to sign in, and a room with 200 messages. The median of the rounds; what else the machine does counts as the page's.",

  async run({ rounds }) {
    const executablePath = await findChromium()
    if (!executablePath) throw new Error("no Chromium was found: set CHROMIUM_PATH")
    const server = await startServer(confabTrpc, 1)
    const [roomId = 0] = server.roomIds
    await fill(server, roomId)
    const browser = await launch({ executablePath, args: ["--no-sandbox"] })
    const rows: string[][] = []
    const goals: Goal[] = []
    try {
      for (const [name, path, username] of [
        ["sign-in", "/", ""],
        ["busy room", `/rooms/${roomId}`, "ann"],
      ] as const) {
        const found: Score[] = []
        for (let round = 0; round < rounds; round++) {
          const page = await browser.newPage()
          if (username) await page.evaluateOnNewDocument(signIn, username)
          found.push(...(await scoresOf(page, `${urlOf(server)}${path}`)))
          await page.close()
        }
        const scores = mediansOf(found)
        rows.push([name, ...scores.map(({ score }) => String(score))])
        for (const { category, score } of scores)
          goals.push({ what: `${name}: ${category}`, measured: score, ...atLeast(SCORE_MIN, "") })
      }
    } finally {
      await browser.close()
      await server.stop()
    }
    const categories = goals.slice(0, goals.length / 2).map(({ what }) => what.split(": ")[1] ?? "")
    return { tables: [{ title: "Scores", columns: ["", ...categories], rows }], goals }
  },
}

const urlOf = ({ address }: RunningServer) => `http://${address.host}:${address.port}`

/** Runs in the page, before its own scripts: Lighthouse empties the browser first. */
const signIn = (username: string) => localStorage.setItem("confab.username", username)

type Score = { category: string; score: number }

const mediansOf = (found: Score[]): Score[] =>
  [...Map.groupBy(found, ({ category }) => category)].map(([category, scores]) => ({
    category,
    score: median(scores.map(({ score }) => score)),
  }))

async function scoresOf(page: Page, url: string): Promise<Score[]> {
  const result = await navigation(page, url, { flags: { logLevel: "error", onlyCategories } })
  if (!result) throw new Error("Lighthouse found nothing")
  const { categories, audits } = result.lhr
  return Object.values(categories).map(({ title, score, auditRefs }) => {
    const lost = auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
    const why = lost.map(({ id }) => `${id} ${audits[id]?.displayValue ?? ""}`.trim())
    tell(`${title}: ${Math.round((score ?? 0) * 100)}${why.length ? ` (${why.join("; ")})` : ""}`)
    return { category: title, score: Math.round((score ?? 0) * 100) }
  })
}

async function fill(server: RunningServer, roomId: number) {
  for (let index = 1; index <= MESSAGES; index++) {
    const message = {
      username: `person ${index % 7}`,
      content: `message ${index}: ${"word ".repeat(index % 30)}.`,
    }
    await fetch(`${urlOf(server)}/api/chat/rooms/${roomId}/messages`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(message),
    })
  }
}
