import { Show } from "solid-js"
import { Shell } from "./Shell.tsx"
import { SignIn } from "./session/SignIn.tsx"
import { createSession } from "./session/session.ts"

export function App() {
  const session = createSession()
  return (
    <Show when={session.username()} keyed fallback={<SignIn session={session} />}>
      {(username) => <Shell session={session} username={username} />}
    </Show>
  )
}
