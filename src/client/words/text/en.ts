export const en = {
  copyCode: "Copy code",
  copied: "Copied",
  more: "Show more",
  less: "Show less",
}
