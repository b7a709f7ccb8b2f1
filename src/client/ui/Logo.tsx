/** Confab's sign, the favicon's shape. */
export function Logo(props: { class: string }) {
  return <img class={props.class} src="/favicon.svg" alt="" width="32" height="32" />
}
