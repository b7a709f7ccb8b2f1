import { expect, type Page } from "@playwright/test"

/** Somebody in front of the app, who knows it only by what it is called on the screen. */
export function createPerson(page: Page) {
  const conversation = page.getByRole("log", { name: "Messages" })
  const rooms = page.getByRole("navigation", { name: "Rooms" })
  const field = page.getByRole("textbox", { name: "Message" })

  return {
    page,
    rooms,
    conversation,
    field,
    online: page.getByRole("complementary", { name: "Online" }).getByRole("listitem"),
    status: page.getByRole("status"),
    alert: page.getByRole("alert"),
    dialog: page.getByRole("dialog"),

    async signIn(name: string) {
      await page.getByRole("textbox", { name: "Username" }).fill(name)
      await page.getByRole("button", { name: "Continue" }).click()
      await expect(page.getByRole("status")).toHaveText("Connected")
    },

    async createRoom(name: string) {
      await rooms.getByRole("textbox", { name: "Room name" }).fill(name)
      await rooms.getByRole("button", { name: "Create Room" }).click()
    },

    room: (name: string) => rooms.getByRole("link", { name, exact: true }),

    async chooses(setting: string, choice: string) {
      await rooms.getByRole("button", { name: "Settings" }).click()
      const choices = page.getByRole("dialog").getByRole("radiogroup", { name: setting })
      await choices.getByRole("radio", { name: choice }).check()
    },

    /** The room they are in. */
    async sets(name: string, how: "Mute" | "Unmute") {
      await rooms.getByRole("button", { name: "Settings" }).click()
      const dialog = page.getByRole("dialog")
      await dialog.getByRole("button", { name: `${how} “${name}”` }).click()
      await page.keyboard.press("Escape")
      await expect(dialog).toBeHidden()
    },

    async enter(name: string) {
      await rooms.getByRole("link", { name, exact: true }).click()
      await expect(page.getByRole("heading", { name })).toBeVisible()
    },

    async say(text: string) {
      await field.fill(text)
      await field.press("Enter")
    },

    /** For good: the server has it. */
    async hasSaid(text: string) {
      await field.fill(text)
      await field.press("Enter")
      await expect(conversation.locator("[data-state=logged]").getByText(text)).toBeVisible()
    },

    /** Half a character: the one thing that the field takes and the server does not. */
    writeNonsense: () =>
      field.evaluate((element: HTMLTextAreaElement) => {
        element.value = "half a pair: \ud83d"
        element.dispatchEvent(new InputEvent("input", { bubbles: true }))
      }),

    /** This tab alone loses the server, which can still be loaded from; others keep theirs. */
    async cannotConnect() {
      await page.addInitScript(() => {
        window.WebSocket = class extends WebSocket {
          constructor(url: string | URL) {
            super(sessionStorage.getItem("cut") ? new URL("/nowhere", url) : url)
          }
        }
      })
      await page.evaluate(() => sessionStorage.setItem("cut", "yes"))
      await page.reload()
    },

    canConnect: () => page.evaluate(() => sessionStorage.removeItem("cut")),

    message: (text: string) => conversation.getByText(text, { exact: true }),

    /** What the server has, as against what is only on its way there. */
    kept: (text: string) => conversation.locator("[data-state=logged]").getByText(text),

    /** Does not wait for the next attempt to connect. */
    comesBack: () =>
      expect(async () => {
        const tryNow = page.getByRole("button", { name: "Try now" })
        if (await tryNow.isVisible()) await tryNow.click({ timeout: 500 })
        await expect(page.getByRole("status")).toHaveText("Connected", { timeout: 1_000 })
      }).toPass(),

    /** How far the end of the conversation is below what is on the screen. */
    distanceToEnd: () =>
      conversation.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight),

    /** Everything said so far, from top to bottom. */
    hears: (texts: string[]) =>
      expect(conversation.locator(".message-text")).toHaveText(texts, { useInnerText: true }),

    /** The first message that is wholly on the screen, and how far down it is. */
    looksAt: () =>
      conversation.evaluate((log) => {
        const edge = log.getBoundingClientRect().top
        const texts = Array.from(log.querySelectorAll<HTMLElement>(".message-text"))
        const first = texts.find((text) => text.getBoundingClientRect().top >= edge)
        return { text: first?.textContent ?? "", y: first?.getBoundingClientRect().y ?? 0 }
      }),

    /** Until nothing moves any more. */
    async scrollsTo(top: number) {
      await conversation.evaluate((log, to) => {
        log.scrollTop = to
      }, top)
      await conversation.evaluate(comeToRest)
    },

    /** With the mouse, until nothing moves any more. */
    async turnsWheel(pixels: number) {
      const before = await conversation.evaluate((log) => log.scrollTop)
      await conversation.hover()
      await page.mouse.wheel(0, pixels)
      await expect.poll(() => conversation.evaluate((log) => log.scrollTop)).not.toBe(before)
      await conversation.evaluate(comeToRest)
    },

    typing: (sentence: string) => page.getByText(sentence, { exact: true }),
  }
}

export type Person = ReturnType<typeof createPerson>

/** Runs in the page. */
async function comeToRest(log: Element) {
  let top = log.scrollTop
  for (let still = 0; still < 4; still++) {
    await new Promise(requestAnimationFrame)
    if (log.scrollTop === top) continue
    top = log.scrollTop
    still = -1
  }
}
