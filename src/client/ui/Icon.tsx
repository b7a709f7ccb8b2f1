const paths = {
  back: "M15 5l-7 7 7 7",
  down: "M12 5v14M6 13l6 6 6-6",
  smile:
    "M12 3a9 9 0 100 18 9 9 0 000-18zM8.500 14c.8 1.500 2 2.250 3.500 2.250s2.700-.750 3.500-2.250M9 9.500v.5M15 9.500v.5",
  send: "M4 12l16-7-5 15-3.500-6.500L4 12zM11.500 13.500L20 5",
  trash: "M5 7h14M10 11v6M14 11v6M9 7V4h6v3M7 7l1 13h8l1-13",
}

export function Icon(props: { name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[props.name]} />
    </svg>
  )
}
