import { Show } from "solid-js"
import { Shell } from "./Shell.tsx"
import { SignIn } from "./session/SignIn.tsx"
import { createSession } from "./session/session.ts"
import { applySettings } from "./settings/apply.ts"

export function App() {
  applySettings()
  const session = createSession()
  return (
    <Show when={session.username()} keyed fallback={<SignIn session={session} />}>
      {(username) => <Shell session={session} username={username} />}
    </Show>
  )
}
