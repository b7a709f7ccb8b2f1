const paths = {
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  done: "M5 12.500l4.500 4.500L19 7.500",
  down: "M12 5v14M6 13l6 6 6-6",
  link: "M10 14a4 4 0 0 0 5.700 0l3-3a4 4 0 0 0-5.700-5.700l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1",
  keyboard: "M4 7h16v10H4zM7 10h.01M10 10h.01M13 10h.01M16 10h.01M8 14h8",
  search: "M10.500 4a6.500 6.500 0 100 13 6.500 6.500 0 000-13M15.500 15.500L20 20",
  smile:
    "M12 3a9 9 0 100 18 9 9 0 000-18zM8.500 14c.8 1.500 2 2.250 3.500 2.250s2.700-.750 3.500-2.250M9 9.500v.5M15 9.500v.5",
  send: "M4 12l16-7-5 15-3.500-6.500L4 12zM11.500 13.500L20 5",
  up: "M12 19V5M6 11l6-6 6 6",
  trash: "M5 7h14M10 11v6M14 11v6M9 7V4h6v3M7 7l1 13h8l1-13",
}

export function Icon(props: { name: keyof typeof paths }) {
  return (
    <svg class="icon" data-icon={props.name} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[props.name]} />
    </svg>
  )
}
