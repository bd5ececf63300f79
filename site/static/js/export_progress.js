// While an export is being made, the list of exports is fetched anew every few seconds. Without this script a link does it.
const EVERY = 3000;

async function refresh() {
  const shown = document.getElementById("exports");
  if (shown?.dataset.moving !== "yes") return;
  // Whoever is about to press something keeps what they see.
  if (!document.hidden && !shown.contains(document.activeElement)) {
    try {
      const answer = await fetch(window.location.pathname + window.location.search, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = answer.ok && !answer.redirected ? page.getElementById("exports") : null;
      if (fresh) {
        shown.replaceWith(fresh);
        if (fresh.dataset.moving !== "yes") tell();
      }
    } catch {
      // No connection: the next turn tries again.
    }
  }
  window.setTimeout(refresh, EVERY);
}

function tell() {
  const status = document.querySelector("[data-told]");
  if (status) status.textContent = status.dataset.told;
}

window.setTimeout(refresh, EVERY);
