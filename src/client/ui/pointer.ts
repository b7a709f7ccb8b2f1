/** True for an on-screen keyboard, which must not open uninvited. */
export const isTouch = () => matchMedia("(pointer: coarse)").matches
