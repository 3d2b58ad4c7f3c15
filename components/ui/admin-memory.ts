const key = "admin-until";
// As long as a log-in lasts.
const rememberedMs = 12 * 3_600_000;

/** Notes in this browser that somebody is signed in. It opens nothing: it only decides whether links are shown. */
export function rememberAdmin(): void {
  try {
    localStorage.setItem(key, String(Date.now() + rememberedMs));
  } catch {
    // A browser may refuse to keep anything; then the links are not shown.
  }
}

/** Forgets it again. */
export function forgetAdmin(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

/** Whether somebody has been signed in here within the time of a log-in. */
export function isRemembered(): boolean {
  try {
    return Number(localStorage.getItem(key)) > Date.now();
  } catch {
    return false;
  }
}
