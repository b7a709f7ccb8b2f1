/** Whether this browser may show notifications: requested on a click only, and changed in its settings at any time. */
import { createSignal, onCleanup } from "solid-js"
import { settings } from "../settings/settings.ts"

export type Permission = NotificationPermission | "unsupported"

const isSupported = () => "Notification" in window
const known = (): Permission => (isSupported() ? Notification.permission : "unsupported")

export const areNotificationsOn = () =>
  settings.notifications.chosen() === "on" && known() === "granted"

export function createPermission() {
  const [permission, setPermission] = createSignal(known())
  const update = () => setPermission(known())
  addEventListener("focus", update)
  onCleanup(() => removeEventListener("focus", update))

  return {
    permission,
    async turnOn() {
      const answer = isSupported() ? await Notification.requestPermission() : "unsupported"
      setPermission(answer)
      if (answer === "granted") settings.notifications.choose("on")
    },
    turnOff: () => settings.notifications.choose("off"),
  }
}
