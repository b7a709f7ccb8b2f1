import { expect } from "@playwright/test"
import { busy, type State, sayMore } from "./stage.ts"

const fence = "```"

/** What people say, and how they find their way in it. */
export const talking: Record<string, State> = {
  busy,

  /** Back after a while: where it went on, and how much there is. */
  async news(stage) {
    const ann = await busy(stage)
    await ann.enter("Release 1.0")
    await expect(ann.message("Someone to read the docs with fresh eyes.")).toBeVisible()
    await sayMore(stage)
    await expect(ann.rooms.getByText("Émile: See you")).toBeVisible()
    await ann.enter("Lobby")
    await expect(ann.conversation.getByText("New", { exact: true })).toBeVisible()
    await expect(ann.page.getByRole("button", { name: /^Jump to latest \(/ })).toBeVisible()
    return ann
  },

  async "linked-message"(stage) {
    const ann = await busy(stage)
    await sayMore(stage)
    await expect(ann.message("See you downstairs in ten minutes.")).toBeVisible()
    await expect(ann.rooms.getByText("Émile: See you")).toBeVisible()
    await ann.page.goto("/rooms/4/messages/12")
    await expect(ann.conversation.locator("[aria-current]")).toContainText("Me too.")
    await expect(ann.online).toHaveCount(4)
    return ann
  },

  async code({ arrive, server }) {
    const ann = await arrive("Ann")
    await ann.createRoom("Release 1.0")
    await expect(ann.online).toHaveCount(1)
    await server.says(1, "Dev", "What the client does when the line goes dead:")
    await server.says(1, "Dev", `${fence}ts\n${program}\n${fence}`)
    await server.says(
      1,
      "Cleo",
      "Before we ship:\n- **docs** read once more\n- ~~icons~~ done\n- tag",
    )
    await server.says(1, "Bo", "🎉")
    await expect(ann.conversation.locator(".hljs-keyword").first()).toBeVisible()
    await expect(ann.message("🎉")).toBeVisible()
    await expect(ann.rooms.getByText("Bo: 🎉")).toBeVisible()
    return ann
  },

  async "message-actions"(stage) {
    const ann = await busy(stage)
    await ann.page.keyboard.press("Shift+Tab")
    await ann.conversation.getByRole("button", { name: "Copy link" }).nth(-3).focus()
    return ann
  },

  async compact(stage) {
    const ann = await busy(stage)
    await sayMore(stage)
    await expect(ann.rooms.getByText("Émile: See you")).toBeVisible()
    await ann.rooms.getByRole("button", { name: "Settings" }).click()
    await ann.dialog.getByRole("radio", { name: "Compact" }).check()
    await ann.dialog.getByRole("button").last().click()
    await expect(ann.dialog).toBeHidden()
    return ann
  },

  async "long-names"({ arrive, server }) {
    const ann = await arrive("Wilhelmina Alexandra of Habsburg")
    for (const name of ["A", "pneumonoultramicroscopicsilicovolcanoconiosis ".repeat(2).trim()])
      await ann.createRoom(name)
    await expect(ann.page).toHaveURL(/rooms\/2$/)
    await expect(ann.online).toHaveCount(1)
    await server.says(2, "W".repeat(32), "x".repeat(300))
    await server.says(
      2,
      "Jean-Luc de la Tour d’Auvergne",
      `https://example.org/${"path/".repeat(60)}`,
    )
    await server.says(2, "i", "short")
    await expect(ann.message("short")).toBeVisible()
    await expect(ann.rooms.getByText("i: short")).toBeVisible()
    return ann
  },

  async "right-to-left"({ arrive, server }) {
    const ann = await arrive("ليلى")
    for (const room of ["المكتبة", "غرفة الجلوس"]) await ann.createRoom(room)
    await expect(ann.page).toHaveURL(/rooms\/2$/)
    await expect(ann.online).toHaveCount(1)
    await server.visit(2, "عمر")
    await server.visit(2, "Bo")
    await server.says(2, "عمر", "صباح الخير! هل قرأتم رسالة Bo؟")
    await server.says(2, "Bo", "Good morning from the left.")
    await server.says(2, "عمر", "الرابط: https://example.org/a?b=1 شكرًا.")
    await ann.say("قرأتها أمس، وأعجبتني كثيرًا. نلتقي في الثانية عشرة والنصف؟")
    await server.says(1, "Bo", "Ten new books")
    await expect(ann.message("Good morning from the left.")).toBeVisible()
    await expect(ann.online).toHaveCount(3)
    await expect(ann.rooms.getByText("Bo: Ten new books")).toBeVisible()
    await ann.rooms.getByRole("button", { name: "Settings" }).click()
    await ann.dialog.getByRole("radio", { name: "العربية" }).check()
    await ann.dialog.getByRole("button").last().click()
    await expect(ann.page.getByRole("log", { name: "الرسائل" })).toBeVisible()
    return ann
  },

  async german({ arrive, server }) {
    const ann = await arrive("Änne")
    for (const room of ["Lesekreis", "Veröffentlichung 1.0"]) await ann.createRoom(room)
    await expect(ann.page).toHaveURL(/rooms\/2$/)
    await expect(ann.online).toHaveCount(1)
    await server.visit(2, "Jörg")
    await server.says(2, "Jörg", "Guten Morgen! Die Fassung von gestern Abend läuft ruhig.")
    await server.says(2, "Jörg", "Was fehlt noch?")
    await ann.say("Nur noch die **Datenschutzgrundverordnungsprüfung** – die mache ich heute.")
    await server.says(1, "Mia", "Donnerstag um acht?")
    await expect(ann.rooms.getByText("Mia: Donnerstag")).toBeVisible()
    await expect(ann.online).toHaveCount(2)
    await ann.rooms.getByRole("button", { name: "Settings" }).click()
    await ann.dialog.getByRole("radio", { name: "Deutsch" }).check()
    await ann.dialog.getByRole("button").last().click()
    await expect(ann.page.getByRole("log", { name: "Nachrichten" })).toBeVisible()
    return ann
  },
}

const program = `/** For ever, with a little chance in every wait. */
async function reconnect(attempt = 0): Promise<Socket> {
  try {
    return await open("wss://chat.example.org")
  } catch {
    await wait(backoff(attempt, { maxMs: 30_000 }))
    return reconnect(attempt + 1)
  }
}`
