/**
 * Every state in both themes, for everybody: without a violation that axe knows, and with nothing cut off. With
 * SCREENSHOTS=on it makes pictures of them instead, in three sizes (`npm run screenshots`).
 */
import { AxeBuilder } from "@axe-core/playwright"
import { expect, type Page } from "@playwright/test"
import { test } from "./killable.ts"
import { states, withoutTouch } from "./states.ts"

const FOLDER = "test-results/screenshots"
const sizes = {
  desktop: { width: 1440, height: 900, touch: false },
  tablet: { width: 768, height: 1024, touch: true },
  phone: { width: 375, height: 812, touch: true },
}
const themes = ["light", "dark"] as const
/** Both ends and both themes: an audit takes seconds. */
const audited = ["phone light", "desktop dark"]

test.use({ serviceWorkers: "allow" })

/** An audit takes seconds: `npm test` makes that of what people see first. */
const tagOf = (state: string) => (state === "sign-in" ? {} : { tag: "@long" })

for (const [state, reach] of Object.entries(states))
  test(`everybody can perceive and use it: ${state}`, tagOf(state), async ({ person, server }) => {
    test.slow()
    const arrive = (name?: string, at = "/") =>
      person(name, { at, reducedMotion: "reduce", timezoneId: "UTC" })
    const { page } = await reach({ arrive, server })
    for (const [size, { touch, ...viewport }] of Object.entries(sizes)) {
      await page.setViewportSize(viewport)
      if (touch && !withoutTouch.includes(state)) await touchOnly(page)
      await page.mouse.move(0, 0)
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme })
        await page.evaluate(changesEnd)
        if (process.env.SCREENSHOTS)
          await page.screenshot({ path: `${FOLDER}/${state}-${size}-${colorScheme}.png` })
        else if (audited.includes(`${size} ${colorScheme}`)) await expectAccessible(page)
      }
      expect(await page.evaluate(isTooWide)).toBe(false)
    }
  })

/** With fingers everything is larger, and no field has the focus unasked. */
async function touchOnly(page: Page) {
  const browser = await page.context().newCDPSession(page)
  await browser.send("Emulation.setTouchEmulationEnabled", { enabled: true })
  await page.locator("main textarea:focus").evaluateAll(([field]) => field?.blur())
}

/** Some colours follow a change of theme a moment later. */
const changesEnd = async () => {
  const changes = document.getAnimations().filter((one) => one instanceof CSSTransition)
  await Promise.allSettled(changes.map(({ finished }) => finished))
}

const isTooWide = () => document.documentElement.scrollWidth > innerWidth

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }))).toEqual(
    [],
  )
}
