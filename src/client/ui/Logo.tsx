import { addressOf } from "../base.ts"

export function Logo(props: { class: string }) {
  return <img class={props.class} src={addressOf("/favicon.svg")} alt="" width="32" height="32" />
}
