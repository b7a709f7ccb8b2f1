import { createSignal, createUniqueId, onMount, Show } from "solid-js"
import { USERNAME_CHARS_MAX } from "../../shared/limits.ts"
import { Logo } from "../ui/Logo.tsx"
import { nameProblem } from "../ui/name-problem.ts"
import { words } from "../words/words.ts"
import type { Session } from "./session.ts"
import "./sign-in.css"

export function SignIn(props: { session: Session }) {
  const [problem, setProblem] = createSignal("")
  const hintId = createUniqueId()
  let field!: HTMLInputElement

  onMount(() => {
    document.title = "Confab"
    field.select()
    field.focus()
  })

  function begin(event: SubmitEvent) {
    event.preventDefault()
    const found = nameProblem(field.value, USERNAME_CHARS_MAX)
    setProblem(found)
    if (found) field.focus()
    else props.session.begin(field.value.trim())
  }

  return (
    <main class="sign-in">
      <form class="sign-in-card" onSubmit={begin} novalidate>
        <Logo class="sign-in-logo" />
        <h1>Confab</h1>
        <p class="tagline">{words().session.tagline}</p>
        <label for="username">{words().session.username}</label>
        <input
          id="username"
          ref={field}
          class="field"
          value={props.session.lastUsername() ?? ""}
          dir="auto"
          autocomplete="nickname"
          autocapitalize="none"
          spellcheck={false}
          aria-invalid={problem() !== ""}
          aria-describedby={hintId}
          onInput={() => setProblem("")}
        />
        <UsernameHint id={hintId} problem={problem()} />
        <button type="submit" class="button primary">
          {words().session.continue}
        </button>
      </form>
    </main>
  )
}

function UsernameHint(props: { id: string; problem: string }) {
  return (
    <p id={props.id} class="sign-in-hint">
      <Show when={props.problem} fallback={words().session.usernameHint}>
        <span class="problem" role="alert">
          {props.problem}
        </span>
      </Show>
    </p>
  )
}
