/** Runs in the page: an installed app's icon has a badge, which cannot be looked at from here. */
export function pretendToBeInstalled() {
  navigator.setAppBadge = async (count = 0) => {
    document.body.dataset.badge = `${count}`
  }
}
