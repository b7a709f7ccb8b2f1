import { Match, Show, Switch } from "solid-js"
import { settings } from "../settings/settings.ts"
import { words } from "../words/words.ts"
import { createPermission } from "./permission.ts"
import "./unread.css"

export function NotificationSetting() {
  const { permission, turnOn, turnOff } = createPermission()
  const isOn = () => permission() === "granted" && settings.notifications.chosen() === "on"
  const said = () => words().unread

  return (
    <section class="notifications">
      <p class="choices-title">{said().notifications}</p>
      <p>
        <Switch fallback={said().notificationsHint}>
          <Match when={isOn()}>{said().notificationsOn}</Match>
          <Match when={permission() === "denied"}>
            <span role="alert">{said().notificationsDenied}</span>
          </Match>
          <Match when={permission() === "unsupported"}>{said().notificationsUnsupported}</Match>
        </Switch>
      </p>
      <Show when={permission() === "granted" || permission() === "default"}>
        <button type="button" class="button" onClick={() => (isOn() ? turnOff() : turnOn())}>
          {isOn() ? said().turnOff : said().turnOn}
        </button>
      </Show>
    </section>
  )
}
