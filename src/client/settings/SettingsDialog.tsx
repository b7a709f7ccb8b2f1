import { Dialog } from "../ui/Dialog.tsx"
import { MuteSetting } from "../unread/MuteSetting.tsx"
import { NotificationSetting } from "../unread/NotificationSetting.tsx"
import { words } from "../words/words.ts"
import { Choices } from "./Choices.tsx"
import { settings } from "./settings.ts"
import "./settings.css"

/** By their own names: a reader looking for theirs may not understand the present one. */
const languages = { en: "English", de: "Deutsch", ar: "العربية" }

export function SettingsDialog(props: { onClose: () => void }) {
  const said = () => words().settings
  return (
    <Dialog title={said().title} onClose={props.onClose}>
      <Choices title={said().theme} names={said().themes} setting={settings.theme} />
      <Choices title={said().density} names={said().densities} setting={settings.density} />
      <Choices title={said().clock} names={said().clocks} setting={settings.clock} />
      <Choices
        title={said().language}
        names={{ auto: said().automatic, ...languages }}
        setting={settings.language}
      />
      <NotificationSetting />
      <MuteSetting />
      <div class="dialog-actions">
        <button type="button" class="button" onClick={() => props.onClose()}>
          {said().close}
        </button>
      </div>
    </Dialog>
  )
}
