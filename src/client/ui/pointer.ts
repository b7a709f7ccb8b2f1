/** True where people type on a keyboard drawn on the screen: it is not opened, nor used up, uninvited. */
export const isTouch = () => matchMedia("(pointer: coarse)").matches
