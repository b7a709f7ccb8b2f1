import { Match, Show, Switch } from "solid-js"
import { settings } from "../settings/settings.ts"
import { words } from "../words/words.ts"
import { createPermission } from "./permission.ts"
import "./unread.css"

export function NotificationSetting() {
  const { permission, turnOn, turnOff } = createPermission()
  const isOn = () => permission() === "granted" && settings.notifications.chosen() === "on"
  const text = () => words().unread

  return (
    <section class="notifications">
      <p class="choices-title">{text().notifications}</p>
      <p>
        <Switch fallback={text().notificationsHint}>
          <Match when={isOn()}>{text().notificationsOn}</Match>
          <Match when={permission() === "denied"}>
            <span role="alert">{text().notificationsDenied}</span>
          </Match>
          <Match when={permission() === "unsupported"}>{text().notificationsUnsupported}</Match>
        </Switch>
      </p>
      <Show when={permission() === "granted" || permission() === "default"}>
        <button type="button" class="button" onClick={() => (isOn() ? turnOff() : turnOn())}>
          {isOn() ? text().turnOff : text().turnOn}
        </button>
      </Show>
    </section>
  )
}
