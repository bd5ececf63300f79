// Sends what was typed without a connection from whichever page of one's applications is opened next. A section's own
// page does that itself, with its fields before the person's eyes; what somebody else has changed meanwhile waits for it.

import { clear, pending } from "./device_store.js";

const worker = document.querySelector("meta[name=device-worker]")?.content;

async function post(address, changes) {
  // The address at which files begin gives a token to whoever asks for one.
  const { token } = await (await fetch(`${address}files/uploads/`, { credentials: "same-origin", redirect: "error" })).json();
  const answer = await fetch(`${address}save/`, {
    method: "POST",
    credentials: "same-origin",
    redirect: "error",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ changes }),
  });
  return answer.status === 200 || answer.status === 409 ? answer.json() : { versions: {} };
}

async function sendWaiting() {
  const rows = await pending();
  for (const application of new Set(rows.map((row) => row.application))) {
    const changes = rows.filter((row) => row.application === application).map(({ path, value, base }) => ({ path, value, base }));
    const { versions } = await post(`${worker.slice(0, worker.lastIndexOf("/") + 1)}${application}/`, changes);
    for (const { path, value } of changes) {
      if (path in versions) {
        await clear(application, path, value);
      }
    }
  }
}

function start() {
  sendWaiting().catch(() => {});
}

if (worker && !document.querySelector("form[data-autosave]")) {
  start();
  window.addEventListener("online", start);
}
